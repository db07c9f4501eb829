import { describe, expect, it } from 'vitest';
import { checkDatanet, EMPTY_FORM, ppmOfPercent, toNewDatanet } from './checkDatanet';

const good = { ...EMPTY_FORM, name: 'Letters', domain: 'medicine', description: 'Discharge letters' };

describe('the form of a new Datanet', () => {
  it('is accepted when it is complete', () => {
    expect(checkDatanet(good)).toEqual({});
    expect(toNewDatanet({ ...good, whitelist: 'ana, bruno' })).toMatchObject({
      contributorWhitelist: ['ana', 'bruno'],
      maxFileBytes: 10 * 1024 * 1024,
      pricePerThousandTokens: '500000000000000000',
      split: { modelPpm: 200_000, dataPpm: 600_000, stakersPpm: 100_000, protocolPpm: 100_000 },
    });
  });

  it('names every field that is missing or wrong', () => {
    expect(checkDatanet({ ...EMPTY_FORM, price: 'free', acceptedTypes: [], maxMegabytes: '0' })).toEqual({
      name: 'required',
      domain: 'required',
      description: 'required',
      acceptedTypes: 'choose',
      maxMegabytes: 'number',
      price: 'amount',
    });
  });

  it('wants shares that add up to the whole, exactly', () => {
    expect(checkDatanet({ ...good, model: '20.0001' })).toEqual({ protocol: 'sum' });
    expect(checkDatanet({ ...good, model: '20.0001', data: '59.9999' })).toEqual({});
    expect(ppmOfPercent('33,3333')).toBe(333_333);
    expect(ppmOfPercent('100.0001')).toBeUndefined();
  });
});
