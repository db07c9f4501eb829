import { describe, expect, it } from 'vitest';
import { acceptances, countWords, look, pieces, rarityStep, reasons } from './explain';
import { ANA, BRUNO, holder, inspection, span } from '../../test/inspection';
import { readTextFile } from './textFile';

const cut = (text: string, ...args: Parameters<typeof inspection>) => pieces(text, inspection(...args)).map((piece) => [piece.text, piece.span]);

describe('the text is cut so that', () => {
  it('the pieces give it back', () => {
    for (const spans of [[], [span(0, 10, 4)], [span(2, 5, 4), span(4, 8, 5)], [span(0, 99, 4)]]) {
      expect(pieces('0123456789', inspection(spans)).map((piece) => piece.text).join('')).toBe('0123456789');
    }
    expect(pieces('', inspection([]))).toEqual([]);
  });

  it('an earlier part shows within a later, longer span', () => {
    const later = span(0, 10, 20, { records: [holder('r2', BRUNO)] });
    const earlier = span(3, 6, 9, { records: [holder('r1', ANA)] });
    expect(cut('0123456789', [later, earlier])).toEqual([['012', 0], ['345', 1], ['6789', 0]]);
  });

  it('of short spans the heavier one counts, whoever came first', () => {
    const light = span(0, 6, 5, { weightMillibits: 30_000 });
    const heavy = span(4, 10, 5, { weightMillibits: 90_000, records: [holder('r2', BRUNO)] });
    expect(cut('0123456789', [light, heavy])).toEqual([['0123', 0], ['456789', 1]]);
  });

  it('a set phrase shows only where nothing else stands', () => {
    const phrase = span(0, 6, 30, { kind: 'BOILERPLATE', creditedMillibits: 0, records: [] });
    expect(cut('0123456789', [phrase, span(4, 8, 4)])).toEqual([['0123', 0], ['4567', 1], ['89', undefined]]);
  });
});

it('acceptance is compared to the microsecond, and what is unknown comes last', () => {
  const at = acceptances(inspection([]));
  expect(at('r1').rank).toBeLessThan(at('r2').rank);
  expect(at('r2').rank).toBe(at('r3').rank);
  expect(at('unknown').rank).toBeGreaterThan(at('r3').rank);
  expect(at('unknown').at).toBeUndefined();
});

it('spans look as rare as their words are', () => {
  expect([4.9, 5, 8, 10.9, 11].map((bits) => rarityStep(span(0, 1, 4, { weightMillibits: bits * 4000 })))).toEqual([1, 2, 3, 4, 5]);
  expect(look(span(0, 1, 4))).toBe('rare-3');
  expect(look(span(0, 1, 4, { creditedMillibits: 0 }))).toBe('uncredited');
  expect(look(span(0, 1, 4, { records: [holder('r2', BRUNO, 0)] }))).toBe('uncredited');
  expect(look(span(0, 1, 4, { kind: 'BOILERPLATE', creditedMillibits: 0 }))).toBe('boilerplate');
});

describe('the reasons for the shares', () => {
  const share = (contributor: string, ppm: number) => ({ datasetVersionId: 'v', contributor, ppm });

  it('add up a contributor’s spans, words and credited bits', () => {
    const both = span(20, 30, 10, { creditedMillibits: 60_000, records: [holder('r2', ANA, 500_000), holder('r3', BRUNO, 500_000)] });
    const [ana, bruno] = reasons(inspection([span(0, 10, 5), both], { shares: [share(BRUNO, 75_000), share(ANA, 100_000), share(ANA, 75_000)] }));
    expect(ana).toMatchObject({ contributor: ANA, ppm: 175_000, spans: 2, words: 15, millibits: 70_000, accepted: { rank: 0 } });
    expect(bruno).toMatchObject({ contributor: BRUNO, ppm: 75_000, spans: 1, words: 10, millibits: 30_000, accepted: { rank: 1 } });
  });

  it('leave out copies that came later and spans that are not credited', () => {
    const copied = span(0, 10, 5, { records: [holder('r1', ANA), holder('r2', BRUNO, 0)] });
    const outbid = span(20, 30, 5, { creditedMillibits: 0 });
    expect(reasons(inspection([copied, outbid], { shares: [share(ANA, 100_000)] }))).toMatchObject([{ contributor: ANA, spans: 1, words: 5 }]);
    expect(reasons(inspection([]))).toEqual([]);
  });
});

it('words are counted as people count them', () => {
  expect(countWords('')).toBe(0);
  expect(countWords('The keeper, who’s 71 – wrote; “every” evening.')).toBe(7);
});

describe('a text file', () => {
  const file = (...content: (string | Uint8Array<ArrayBuffer>)[]) => new File(content, 'a.txt');

  it('is read as UTF-8, without its byte order mark', async () => {
    expect(await readTextFile(file('\ufeffañil'))).toEqual({ text: 'añil' });
  });

  it('is refused when it is something else or too large', async () => {
    expect(await readTextFile(file(new Uint8Array([0xff, 0xfe, 0x41])))).toEqual({ problem: 'notText' });
    expect(await readTextFile(file('PK\0\0'))).toEqual({ problem: 'notText' });
    expect(await readTextFile(file('a'.repeat(300_001)))).toEqual({ problem: 'tooLarge' });
  });
});
