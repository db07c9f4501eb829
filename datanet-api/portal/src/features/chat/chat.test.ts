import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Span } from '../../api/types';
import { ask } from './ask';
import { rarity, segments } from './segments';

const span = (start: number, end: number, bits: number, kind: Span['kind'] = 'SNAPSHOT'): Span => ({ start, end, kind, weightMillibits: bits * 1000, documents: 1, records: [] });

describe('segments', () => {
  it('give the answer back when joined, whatever the spans', () => {
    const answer = 'the quick brown fox';
    for (const spans of [[], [span(0, 19, 1)], [span(4, 9, 1), span(6, 15, 2)], [span(-3, 99, 1)], [span(5, 5, 1)]]) {
      expect(segments(answer, spans).map((piece) => piece.text).join('')).toBe(answer);
    }
  });

  it('show the rarer span where two overlap', () => {
    expect(segments('abcdef', [span(0, 4, 10), span(2, 6, 50)])).toEqual([
      { text: 'ab', span: 0 },
      { text: 'cdef', span: 1 },
    ]);
  });

  it('leave unmatched text unmarked', () => {
    expect(segments('abc', [])).toEqual([{ text: 'abc', span: undefined }]);
    expect(segments('', [])).toEqual([]);
  });

  it('fall into four steps of rarity', () => {
    expect([0, 20, 40, 80].map((bits) => rarity(span(0, 1, bits)))).toEqual([1, 2, 3, 4]);
    expect(rarity(span(0, 1, 80, 'BOILERPLATE'))).toBe(1);
  });
});

describe('asking', () => {
  afterEach(() => vi.unstubAllGlobals());

  it('streams text and takes the attribution from the last chunk', async () => {
    const chunks = ['{"choices":[{"delta":{"role":"assistant"}}]}', '{"choices":[{"delta":{"content":"Hel"}}]}', '{"choices":[{"delta":{"content":"lo"}}]}', '{"choices":[],"datanet":{"callId":"c1"}}', '[DONE]'];
    const fetched = vi.fn(async (_path: string, _init: RequestInit) => new Response(chunks.map((chunk) => `data: ${chunk}\n\n`).join('')));
    vi.stubGlobal('fetch', fetched);
    let text = '';
    const question = { model: 'm:1', prompt: 'p', mode: 'chat' as const, maxTokens: 8, temperature: 0, idempotencyKey: 'k1', route: { name: 'fast' as const }, retrieval: { datanetId: 'd', passages: 3 } };
    const attribution = await ask(question, (piece) => (text += piece), new AbortController().signal);
    expect(text).toBe('Hello');
    expect(attribution?.callId).toBe('c1');
    const init = fetched.mock.calls[0]?.[1] as RequestInit;
    expect(new Headers(init.headers).get('Idempotency-Key')).toBe('k1');
    expect(JSON.parse(init.body as string)).toMatchObject({ stream: true, messages: [{ role: 'user', content: 'p' }], datanet: { route: 'fast', retrieval: { datanetId: 'd', passages: 3 } } });
  });
});
