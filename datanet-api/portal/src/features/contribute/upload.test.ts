import { afterEach, describe, expect, it, vi } from 'vitest';
import { Failure } from '../../api/client';
import { upload } from './upload';

// R14: files go up in parts, and a part that fails is sent again.
const file = new File(['0123456789'], 'a.txt');
const request = { datanetId: 'd', file, consentHash: '0xc', licenceHash: '0xl' };
const ticket = { contribution: { id: 'c1' }, partBytes: 4, parts: [3, 1, 2].map((number) => ({ number, url: `part-${number}` })) };

function textOf(blob: Blob): Promise<string> {
  return new Promise((resolve) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.readAsText(blob);
  });
}

function server() {
  const fetched = vi.fn(async (path: string, _init: RequestInit) => new Response(JSON.stringify(path.endsWith('/complete') ? { id: 'c1', state: 'UPLOADED' } : ticket)));
  vi.stubGlobal('fetch', fetched);
  return fetched;
}

afterEach(() => vi.unstubAllGlobals());

describe('an upload', () => {
  it('sends every byte once, in order, and completes with the ETags', async () => {
    const fetched = server();
    const bodies: string[] = [];
    const done = await upload(request, () => {}, async (url, part) => {
      bodies.push(`${url}:${await textOf(part)}`);
      return `"tag-${url}"`;
    });
    expect(bodies).toEqual(['part-1:0123', 'part-2:4567', 'part-3:89']);
    expect(done.state).toBe('UPLOADED');
    expect(JSON.parse(fetched.mock.calls[1]?.[1].body as string).parts[2]).toEqual({ number: 3, etag: '"tag-part-3"' });
  });

  it('tries a part again when the connection breaks', async () => {
    server();
    let failures = 2;
    const put = vi.fn(async () => {
      if (failures-- > 0) throw new Failure(0, 'unreachable');
      return 'tag';
    });
    await upload({ ...request, file: new File(['0123'], 'b.txt') }, () => {}, put);
    expect(put).toHaveBeenCalledTimes(5);
  });

  it('does not insist when the storage refuses', async () => {
    server();
    const put = vi.fn(async () => Promise.reject(new Failure(403, 'Forbidden')));
    await expect(upload(request, () => {}, put)).rejects.toMatchObject({ status: 403 });
    expect(put).toHaveBeenCalledOnce();
  });
});
