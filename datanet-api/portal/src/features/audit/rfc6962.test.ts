import { describe, expect, it } from 'vitest';
import type { AuditProof } from '../../api/types';
import { bytesOf, hexOf, leafHash, leafOf, nodeHash, rootOf, verify } from './rfc6962';

// R20, R23: an auditor verifies a decision without trusting the server.

/** MTH of RFC 6962, section 2.1, written from its definition. */
async function treeHash(leaves: Uint8Array[]): Promise<Uint8Array> {
  if (leaves.length === 1) return leaves[0] as Uint8Array;
  const k = split(leaves.length);
  return nodeHash(await treeHash(leaves.slice(0, k)), await treeHash(leaves.slice(k)));
}

/** PATH of RFC 6962, section 2.1.1. */
async function pathOf(m: number, leaves: Uint8Array[]): Promise<Uint8Array[]> {
  if (leaves.length === 1) return [];
  const k = split(leaves.length);
  return m < k
    ? [...(await pathOf(m, leaves.slice(0, k))), await treeHash(leaves.slice(k))]
    : [...(await pathOf(m - k, leaves.slice(k))), await treeHash(leaves.slice(0, k))];
}

function split(n: number): number {
  let k = 1;
  while (k * 2 < n) k *= 2;
  return k;
}

const leavesOf = (size: number) => Promise.all(Array.from({ length: size }, (_, i) => leafHash(Uint8Array.of(i))));

describe('inclusion proofs', () => {
  it('lead from every leaf of every small tree to its root', async () => {
    for (let size = 1; size <= 17; size++) {
      const leaves = await leavesOf(size);
      const root = hexOf(await treeHash(leaves));
      for (let index = 0; index < size; index++) {
        const found = await rootOf(leaves[index] as Uint8Array, index, size, await pathOf(index, leaves));
        expect(found && hexOf(found), `${index} of ${size}`).toBe(root);
      }
    }
  });

  it('fail for another index, another size, a changed path or a path that is too long or short', async () => {
    const leaves = await leavesOf(7);
    const path = await pathOf(3, leaves);
    const root = hexOf(await treeHash(leaves));
    const wrong = async (index: number, size: number, changed: Uint8Array[]) => {
      const found = await rootOf(leaves[3] as Uint8Array, index, size, changed);
      expect(found === undefined || hexOf(found) !== root).toBe(true);
    };
    await wrong(2, 7, path);
    await wrong(3, 20, path);
    await wrong(7, 7, path);
    await wrong(3, 7, path.slice(1));
    await wrong(3, 7, [...path, leaves[0] as Uint8Array]);
    await wrong(3, 7, [leaves[0] as Uint8Array, ...path.slice(1)]);
  });

  it('hash the empty leaf as RFC 6962 test vectors do', async () => {
    expect(hexOf(await leafHash(new Uint8Array()))).toBe('0x6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d');
  });

  it('name a changed entry and a root that does not fit', async () => {
    const entry = { at: '2026-11-22T10:00:00Z', actorId: 'a', action: 'read', resource: 'r', purpose: '', decision: 'ALLOW', rule: 'role' };
    const salt = `0x${'11'.repeat(32)}`;
    const leaf = await leafOf(entry, salt);
    const others = await leavesOf(3);
    const leaves = [others[0], bytesOf(leaf), others[1]] as Uint8Array[];
    const proof: AuditProof = { index: 1, size: 3, leafHash: leaf, entry, salt, path: (await pathOf(1, leaves)).map(hexOf), rootHash: hexOf(await treeHash(leaves)) };
    expect(await verify(proof)).toBe('proven');
    expect(await verify({ ...proof, entry: { ...entry, decision: 'DENY' } })).toBe('entry-differs');
    expect(await verify({ ...proof, rootHash: salt })).toBe('root-differs');
    expect(await verify(proof, salt)).toBe('root-differs');
  });
});
