// RFC 6962, section 2.1: SHA-256 Merkle trees whose leaves are hashed with 0x00 before them and inner nodes with 0x01.

import type { AuditProof } from '../../api/types';

type Bytes = Uint8Array<ArrayBuffer>;

export function bytesOf(hex: string): Bytes {
  const digits = hex.replace(/^0x/, '');
  if (digits.length % 2 !== 0 || /[^0-9a-fA-F]/.test(digits)) throw new Error(`not a hash: ${hex}`);
  return Uint8Array.from(digits.match(/../g) ?? [], (pair) => parseInt(pair, 16));
}

export const hexOf = (bytes: Uint8Array) => `0x${[...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;

async function sha256(...parts: Uint8Array[]): Promise<Bytes> {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return new Uint8Array(await crypto.subtle.digest('SHA-256', joined));
}

export const leafHash = (value: Uint8Array) => sha256(Uint8Array.of(0), value);
export const nodeHash = (left: Uint8Array, right: Uint8Array) => sha256(Uint8Array.of(1), left, right);

/** The root that a leaf and its audit path lead to, or undefined when the path has the wrong length (RFC 9162, 2.1.3.2). */
export async function rootOf(leaf: Uint8Array, index: number, size: number, path: Uint8Array[]): Promise<Uint8Array | undefined> {
  if (index < 0 || index >= size) return undefined;
  let fn = index;
  let sn = size - 1;
  let root = leaf;
  for (const sibling of path) {
    if (sn === 0) return undefined;
    if (fn % 2 === 1 || fn === sn) {
      root = await nodeHash(sibling, root);
      while (fn % 2 === 0 && fn !== 0) {
        fn = Math.floor(fn / 2);
        sn = Math.floor(sn / 2);
      }
    } else {
      root = await nodeHash(root, sibling);
    }
    fn = Math.floor(fn / 2);
    sn = Math.floor(sn / 2);
  }
  return sn === 0 ? root : undefined;
}

/** The leaf of an entry: `SHA-256(0x00 || SHA-256(salt || RFC 8785 JSON))`; its fields are all text. */
export async function leafOf(entry: Record<string, string>, salt: string): Promise<string> {
  const sorted = Object.fromEntries(Object.entries(entry).sort(([a], [b]) => (a < b ? -1 : 1)));
  const content = new TextEncoder().encode(JSON.stringify(sorted));
  return hexOf(await leafHash(await sha256(bytesOf(salt), content)));
}

export type Verdict = 'proven' | 'entry-differs' | 'root-differs';

/** Checks in this browser that the entry gives the leaf and that the leaf stands under the root. */
export async function verify(proof: AuditProof, trustedRoot: string = proof.rootHash): Promise<Verdict> {
  if (proof.entry && proof.salt) {
    const leaf = await leafOf(proof.entry as Record<string, string>, proof.salt);
    if (leaf !== proof.leafHash.toLowerCase()) return 'entry-differs';
  }
  const root = await rootOf(bytesOf(proof.leafHash), proof.index, proof.size, proof.path.map(bytesOf));
  return root && hexOf(root) === trustedRoot.toLowerCase() ? 'proven' : 'root-differs';
}
