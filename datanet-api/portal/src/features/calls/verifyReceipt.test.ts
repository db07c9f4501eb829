import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { SignedReceipt } from '../../api/types';
import { canonical, verifyReceipt } from './verifyReceipt';

const receipt: SignedReceipt['receipt'] = {
  callId: 'c1',
  model: { version: 1, name: 'ñ' },
  billing: { fee: '10', payments: [{ kind: 'MODEL', account: '0x1', amount: '3' }, { kind: 'CONTRIBUTOR', account: '0x2', amount: '7' }] },
};
const text =
  '{"billing":{"fee":"10","payments":[{"account":"0x1","amount":"3","kind":"MODEL"},{"account":"0x2","amount":"7","kind":"CONTRIBUTOR"}]},"callId":"c1","model":{"name":"ñ","version":1}}';
const signed: SignedReceipt = { receipt, receiptHash: `0x${createHash('sha256').update(text).digest('hex')}`, chainId: 1, signature: '0x', signer: '0x' };

describe('a receipt', () => {
  it('is written in canonical form', () => {
    expect(canonical(receipt)).toBe(text);
    expect(canonical({ b: [1, { z: null, a: true }], a: 'x"\n' })).toBe('{"a":"x\\"\\n","b":[1,{"a":true,"z":null}]}');
  });

  it('is checked against its hash and its fee', async () => {
    expect(await verifyReceipt(signed)).toEqual({ hash: true, sum: true });
    const changed = { ...receipt, billing: { ...receipt.billing, fee: '11' } };
    expect(await verifyReceipt({ ...signed, receipt: changed })).toEqual({ hash: false, sum: false });
  });
});
