import { afterEach, describe, expect, it, vi } from 'vitest';
import { Failure, get, post, takeTokenFrom, withQuery } from './client';

const answer = (status: number, body: string) => vi.stubGlobal('fetch', vi.fn(async () => new Response(body, { status })));

afterEach(() => vi.unstubAllGlobals());

describe('the API client', () => {
  it('sends the bearer token and JSON', async () => {
    takeTokenFrom(() => 'secret', () => {});
    const fetched = vi.fn(async (path: string, init: RequestInit) => new Response(JSON.stringify({ path, method: init.method })));
    vi.stubGlobal('fetch', fetched);
    expect(await post('/api/claims', { a: 1 })).toEqual({ path: '/api/claims', method: 'POST' });
    const init = fetched.mock.calls[0]?.[1] as RequestInit;
    expect(new Headers(init.headers).get('Authorization')).toBe('Bearer secret');
    expect(init.body).toBe('{"a":1}');
  });

  it('turns problem+json into title, detail and field errors', async () => {
    answer(400, JSON.stringify({ type: 'x', title: 'Field not valid', status: 400, detail: 'name is missing', errors: [{ field: 'name', message: 'must not be blank' }] }));
    const failure = await get('/api/x').catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(Failure);
    expect(failure).toMatchObject({ status: 400, title: 'Field not valid', detail: 'name is missing', errors: [{ field: 'name', message: 'must not be blank' }] });
  });

  it('reads the errors of the OpenAI-compatible endpoints too', async () => {
    answer(402, JSON.stringify({ error: { message: 'Deposit OPEN first', type: 'insufficient_funds' } }));
    await expect(get('/v1/models')).rejects.toMatchObject({ status: 402, title: 'Deposit OPEN first' });
  });

  it('copes with an error that is no JSON, and with no answer at all', async () => {
    answer(502, '<html>Bad gateway</html>');
    await expect(get('/api/x')).rejects.toMatchObject({ status: 502 });
    vi.stubGlobal('fetch', vi.fn(async () => Promise.reject(new TypeError('network'))));
    await expect(get('/api/x')).rejects.toMatchObject({ status: 0 });
  });

  it('tells the session when the token is no longer taken', async () => {
    const signedOut = vi.fn();
    takeTokenFrom(() => 'old', signedOut);
    answer(401, '');
    await get('/api/me').catch(() => {});
    expect(signedOut).toHaveBeenCalledOnce();
  });

  it('leaves empty parameters out', () => {
    expect(withQuery('/api/audit', { actor: '', limit: 5, before: undefined, action: 'a b' })).toBe('/api/audit?limit=5&action=a+b');
    expect(withQuery('/api/audit', {})).toBe('/api/audit');
  });
});
