import { Failure, post } from '../../api/client';
import type { Contribution, UploadTicket } from '../../api/types';

export interface UploadRequest {
  datanetId: string;
  file: File;
  consentHash: string;
  licenceHash: string;
}

export type PutPart = (url: string, part: Blob, onSent: (bytes: number) => void) => Promise<string>;

const ATTEMPTS = 4;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

const AT_ONCE = 3;
let running = 0;
const waiting: (() => void)[] = [];

/** Announces the file, puts its parts straight into quarantine, and says that it is complete. `onSent` counts bytes. */
export async function upload(request: UploadRequest, onSent: (bytes: number) => void, put: PutPart = putPart): Promise<Contribution> {
  if (running >= AT_ONCE) await new Promise<void>((go) => waiting.push(go));
  running++;
  try {
    return await send(request, onSent, put);
  } finally {
    running--;
    waiting.shift()?.();
  }
}

async function send(request: UploadRequest, onSent: (bytes: number) => void, put: PutPart): Promise<Contribution> {
  const { file, datanetId, consentHash, licenceHash } = request;
  const ticket = await post<UploadTicket>(`/api/datanets/${datanetId}/contributions`, { fileName: file.name, sizeBytes: file.size, consentHash, licenceHash });
  const parts: { number: number; etag: string }[] = [];
  for (const part of [...ticket.parts].sort((a, b) => a.number - b.number)) {
    const from = (part.number - 1) * ticket.partBytes;
    const slice = file.slice(from, Math.min(from + ticket.partBytes, file.size));
    const etag = await withRetry(() => put(part.url, slice, (bytes) => onSent(from + bytes)));
    parts.push({ number: part.number, etag });
  }
  return post<Contribution>(`/api/contributions/${ticket.contribution.id}/complete`, { parts });
}

async function withRetry<T>(attempt: () => Promise<T>): Promise<T> {
  for (let n = 1; ; n++) {
    try {
      return await attempt();
    } catch (error) {
      const lasting = error instanceof Failure && error.status >= 400 && error.status < 500;
      if (lasting || n >= ATTEMPTS) throw error;
      await pause(300 * 2 ** n);
    }
  }
}

/** XMLHttpRequest, because fetch does not report how much has been sent. */
function putPart(url: string, part: Blob, onSent: (bytes: number) => void): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('PUT', url);
    request.upload.onprogress = (event) => onSent(event.loaded);
    request.onerror = () => reject(new Failure(0, 'unreachable'));
    request.onload = () => {
      if (request.status < 200 || request.status >= 300) reject(new Failure(request.status, `HTTP ${request.status}`));
      else resolve(request.getResponseHeader('ETag') ?? '');
    };
    request.send(part);
  });
}
