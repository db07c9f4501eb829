// One way to the API: adds the bearer token, speaks JSON, and turns every failure into a Failure a person can read.

export interface FieldError {
  field?: string;
  message: string;
}

/** RFC 9457 problem, or what comes nearest when the server could not answer at all (status 0). */
export class Failure extends Error {
  constructor(
    readonly status: number,
    readonly title: string,
    readonly detail: string = '',
    readonly errors: FieldError[] = [],
    readonly type: string = 'about:blank',
  ) {
    super(detail || title);
  }

  static async of(response: Response): Promise<Failure> {
    const text = await response.text().catch(() => '');
    const fallback = new Failure(response.status, response.statusText || `HTTP ${response.status}`);
    try {
      return Failure.from(response.status, JSON.parse(text) as Record<string, unknown>) ?? fallback;
    } catch {
      return fallback;
    }
  }

  private static from(status: number, body: Record<string, unknown>): Failure | undefined {
    // The OpenAI-compatible endpoints wrap their error in {"error": {…}}.
    const problem = (typeof body.error === 'object' && body.error !== null ? body.error : body) as Record<string, unknown>;
    const title = problem.title ?? problem.message;
    if (typeof title !== 'string') return undefined;
    const detail = typeof problem.detail === 'string' ? problem.detail : '';
    const errors = Array.isArray(problem.errors) ? problem.errors.map(toFieldError) : [];
    return new Failure(status, title, detail, errors, typeof problem.type === 'string' ? problem.type : undefined);
  }
}

function toFieldError(error: unknown): FieldError {
  if (typeof error === 'string') return { message: error };
  const e = error as Record<string, unknown>;
  const field = e.field ?? e.name ?? e.pointer;
  return { field: field === undefined ? undefined : String(field), message: String(e.message ?? e.reason ?? e.detail ?? '') };
}

let token: () => string | undefined = () => undefined;
let signedOut: () => void = () => {};

/** Told once by the session: where the access token lives, and what to do when the server no longer takes it. */
export function takeTokenFrom(source: () => string | undefined, onSignedOut: () => void): void {
  token = source;
  signedOut = onSignedOut;
}

export async function send(method: string, path: string, body?: unknown, init: RequestInit = {}): Promise<Response> {
  const headers = new Headers(init.headers);
  const bearer = token();
  if (bearer) headers.set('Authorization', `Bearer ${bearer}`);
  if (body !== undefined) headers.set('Content-Type', 'application/json');
  let response: Response;
  try {
    response = await fetch(path, { ...init, method, headers, body: body === undefined ? undefined : JSON.stringify(body) });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new Failure(0, 'unreachable');
  }
  if (response.status === 401) signedOut();
  if (!response.ok) throw await Failure.of(response);
  return response;
}

async function json<T>(response: Promise<Response>): Promise<T> {
  const text = await (await response).text();
  return (text === '' ? undefined : JSON.parse(text)) as T;
}

export function get<T>(path: string, signal?: AbortSignal): Promise<T> {
  return json<T>(send('GET', path, undefined, { signal, headers: { Accept: 'application/json' } }));
}

export function post<T>(path: string, body: unknown = {}): Promise<T> {
  return json<T>(send('POST', path, body, { headers: { Accept: 'application/json' } }));
}

/** Saves what a GET answers as a file of the browser's user. */
export async function download(path: string, name: string): Promise<void> {
  const url = URL.createObjectURL(await (await send('GET', path)).blob());
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}

/** Drops empty parameters: `withQuery('/api/x', {a: '', b: 1})` is `/api/x?b=1`. */
export function withQuery(path: string, query: Record<string, string | number | undefined | null>): string {
  const kept = Object.entries(query).filter(([, value]) => value !== undefined && value !== null && value !== '');
  const text = new URLSearchParams(kept.map(([key, value]) => [key, String(value)])).toString();
  return text ? `${path}?${text}` : path;
}
