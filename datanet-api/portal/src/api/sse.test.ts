import { afterEach, describe, expect, it, vi } from 'vitest';
import { events, follow } from './sse';

function streamOf(...parts: (string | Uint8Array)[]): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    start(controller) {
      for (const part of parts) controller.enqueue(typeof part === 'string' ? encoder.encode(part) : part);
      controller.close();
    },
  });
}

async function all(stream: ReadableStream<Uint8Array>): Promise<string[]> {
  const found: string[] = [];
  for await (const data of events(stream)) found.push(data);
  return found;
}

afterEach(() => vi.unstubAllGlobals());

describe('server-sent events', () => {
  it('are read however the bytes are cut', async () => {
    const bytes = new TextEncoder().encode('data: {"a":"ñ€😀"}\n\ndata:{"b":2}\r\n\r\n: comment\n\nid: 1\ndata: x\ndata: y\n\n');
    for (let size = 1; size <= bytes.length; size++) {
      const parts = Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) => bytes.slice(i * size, (i + 1) * size));
      const found = await all(streamOf(...parts));
      expect(found.slice(0, 2), `parts of ${size}`).toEqual(['{"a":"ñ€😀"}', '{"b":2}']);
      expect(found.at(-1)).toBe('x\ny');
    }
  });

  it('keep a last event without a blank line after it', async () => {
    expect(await all(streamOf('data: [DONE]'))).toEqual(['[DONE]']);
  });

  it('are followed over a broken connection until the row is terminal', async () => {
    const bodies = ['data: {"n":1}\n\n', 'data: {"n":2}\n\ndata: {"n":3}\n\n'];
    vi.stubGlobal('fetch', vi.fn(async () => new Response(streamOf(bodies.shift() as string))));
    const rows: number[] = [];
    await follow<{ n: number }>('/api/x/events', (row) => rows.push(row.n), (row) => row.n === 3, new AbortController().signal);
    expect(rows).toEqual([1, 2, 3]);
  });

  it('are not asked for again when the server refuses', async () => {
    vi.stubGlobal('fetch', vi.fn(async () => new Response('{"title":"no"}', { status: 403 })));
    await expect(follow('/api/x/events', () => {}, () => false, new AbortController().signal)).rejects.toMatchObject({ status: 403 });
  });
});
