package org.datanet.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A Merkle tree that OpenZeppelin's `MerkleProof` verifies on chain: inner nodes are
/// `keccak256(min(a, b) || max(a, b))`, an odd node moves up unchanged. Leaves are given already
/// hashed; use [#leaf] (Keccak twice) so that a leaf can never pass for an inner node.
public final class MerkleTree {

  private final List<List<Hash>> levels = new ArrayList<>();

  /// @throws IllegalArgumentException without leaves
  public MerkleTree(List<Hash> leaves) {
    if (leaves.isEmpty()) {
      throw new IllegalArgumentException("a Merkle tree has at least one leaf");
    }
    levels.add(List.copyOf(leaves));
    while (levels.getLast().size() > 1) {
      List<Hash> below = levels.getLast();
      List<Hash> level = new ArrayList<>((below.size() + 1) / 2);
      for (int i = 0; i < below.size(); i += 2) {
        level.add(i + 1 < below.size() ? pair(below.get(i), below.get(i + 1)) : below.get(i));
      }
      levels.add(level);
    }
  }

  /// The leaf of an ABI-encoded or otherwise unambiguous value: `keccak256(keccak256(value))`.
  public static Hash leaf(byte[] value) {
    return Hash.keccak256(Hash.keccak256(value).bytes());
  }

  public Hash root() {
    return levels.getLast().getFirst();
  }

  /// Sibling hashes from leaf to root; verified by [#verify] and by `MerkleProof.verify`.
  public List<Hash> proof(int leafIndex) {
    List<Hash> proof = new ArrayList<>();
    int index = leafIndex;
    for (List<Hash> level : levels.subList(0, levels.size() - 1)) {
      int sibling = index ^ 1;
      if (sibling < level.size()) {
        proof.add(level.get(sibling));
      }
      index >>= 1;
    }
    return List.copyOf(proof);
  }

  public static boolean verify(Hash leaf, List<Hash> proof, Hash root) {
    Hash node = leaf;
    for (Hash sibling : proof) {
      node = pair(node, sibling);
    }
    return node.equals(root);
  }

  private static Hash pair(Hash a, Hash b) {
    boolean ordered = Arrays.compareUnsigned(a.bytes(), b.bytes()) <= 0;
    byte[] joined = Arrays.copyOf((ordered ? a : b).bytes(), 64);
    System.arraycopy((ordered ? b : a).bytes(), 0, joined, 32, 32);
    return Hash.keccak256(joined);
  }
}
