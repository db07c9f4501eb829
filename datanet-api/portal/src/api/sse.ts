import { Failure, send } from './client';

/** Cuts a server-sent event stream into the text of its `data:` fields; accepts any split of the bytes. */
export async function* events(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  try {
    for (;;) {
      const { value, done } = await reader.read();
      rest += done ? decoder.decode() : decoder.decode(value, { stream: true });
      const blocks = rest.split(/\r?\n\r?\n/);
      rest = done ? '' : (blocks.pop() ?? '');
      for (const block of blocks) {
        const data = dataOf(block);
        if (data !== '') yield data;
      }
      if (done) return;
    }
  } finally {
    reader.cancel().catch(() => {});
  }
}

function dataOf(block: string): string {
  return block
    .split(/\r?\n/)
    .filter((line) => line.startsWith('data:'))
    .map((line) => line.slice(5).replace(/^ /, ''))
    .join('\n');
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Follows a row until `finished` says it is terminal; connects again when the stream breaks off before that. */
export async function follow<T>(path: string, onRow: (row: T) => void, finished: (row: T) => boolean, signal: AbortSignal) {
  let wait = 500;
  while (!signal.aborted) {
    try {
      const response = await send('GET', path, undefined, { signal, headers: { Accept: 'text/event-stream' } });
      for await (const data of events(response.body as ReadableStream<Uint8Array>)) {
        const row = JSON.parse(data) as T;
        onRow(row);
        wait = 500;
        if (finished(row)) return;
      }
    } catch (error) {
      if (signal.aborted) return;
      if (error instanceof Failure && error.status >= 400 && error.status < 500) throw error;
    }
    await pause(wait);
    wait = Math.min(wait * 2, 8000);
  }
}
