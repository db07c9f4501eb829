package org.datanet.access.audit;

import java.util.ArrayList;
import java.util.List;
import org.datanet.kernel.Hash;

/// The Merkle tree of RFC 6962 (Certificate Transparency), section 2.1: SHA-256, leaves prefixed
/// with 0x00 and inner nodes with 0x01, so that neither can pass for the other. Proofs are computed
/// from complete subtrees only; these never change once written, whatever is appended later.
/// Verification is iterative, as in RFC 9162 section 2.1.3.2 and 2.1.4.2.
public final class Rfc6962 {

  /// The root of the empty tree: the digest of nothing.
  public static final Hash EMPTY_ROOT = Hash.sha256(new byte[0]);

  private Rfc6962() {}

  /// Reads the root of the complete subtree at `level` (0: leaves) and place `index` from the left,
  /// that is over leaves `index * 2^level` to `(index + 1) * 2^level - 1`.
  @FunctionalInterface
  public interface Nodes {
    Hash at(int level, long index);
  }

  /// `SHA-256(0x00 || value)`.
  public static Hash leaf(byte[] value) {
    byte[] prefixed = new byte[value.length + 1];
    System.arraycopy(value, 0, prefixed, 1, value.length);
    return Hash.sha256(prefixed);
  }

  /// `SHA-256(0x01 || left || right)`.
  public static Hash node(Hash left, Hash right) {
    byte[] joined = new byte[65];
    joined[0] = 1;
    System.arraycopy(left.bytes(), 0, joined, 1, 32);
    System.arraycopy(right.bytes(), 0, joined, 33, 32);
    return Hash.sha256(joined);
  }

  /// The root over the first `size` leaves.
  public static Hash root(long size, Nodes nodes) {
    return size == 0 ? EMPTY_ROOT : range(0, size, nodes);
  }

  /// The inclusion path of leaf `index` in the tree of `size` leaves, from leaf to root.
  ///
  /// @throws IllegalArgumentException when `index` is not in the tree
  public static List<Hash> inclusion(long index, long size, Nodes nodes) {
    if (index < 0 || index >= size) {
      throw new IllegalArgumentException("leaf " + index + " is not in a tree of " + size);
    }
    List<Hash> path = new ArrayList<>();
    inclusion(index, 0, size, nodes, path);
    return List.copyOf(path);
  }

  /// The proof that the tree of `first` leaves is a prefix of the tree of `second` leaves.
  ///
  /// @throws IllegalArgumentException unless 0 < first <= second
  public static List<Hash> consistency(long first, long second, Nodes nodes) {
    if (first <= 0 || first > second) {
      throw new IllegalArgumentException("a consistency proof needs 0 < first <= second");
    }
    List<Hash> path = new ArrayList<>();
    if (first < second) {
      consistency(first, 0, second, true, nodes, path);
    }
    return List.copyOf(path);
  }

  /// Whether `path` proves that `leaf` stands at `index` in the tree of `size` leaves with `root`.
  public static boolean verifyInclusion(
      Hash leaf, long index, long size, List<Hash> path, Hash root) {
    if (index < 0 || index >= size) {
      return false;
    }
    long node = index;
    long last = size - 1;
    Hash hash = leaf;
    for (Hash sibling : path) {
      if (last == 0) {
        return false;
      }
      if ((node & 1) == 1 || node == last) {
        hash = node(sibling, hash);
        while ((node & 1) == 0 && node != 0) {
          node >>= 1;
          last >>= 1;
        }
      } else {
        hash = node(hash, sibling);
      }
      node >>= 1;
      last >>= 1;
    }
    return last == 0 && hash.equals(root);
  }

  /// Whether `path` proves that the tree (`first`, `firstRoot`) is a prefix of (`second`,
  /// `secondRoot`).
  public static boolean verifyConsistency(
      long first, Hash firstRoot, long second, Hash secondRoot, List<Hash> path) {
    if (first <= 0 || first > second) {
      return false;
    }
    if (first == second) {
      return path.isEmpty() && firstRoot.equals(secondRoot);
    }
    List<Hash> proof = new ArrayList<>(path);
    if (Long.bitCount(first) == 1) {
      proof.addFirst(firstRoot);
    }
    return !proof.isEmpty()
        && new ConsistencyCheck(first, second, proof).matches(firstRoot, secondRoot);
  }

  private static Hash range(long from, long to, Nodes nodes) {
    long width = to - from;
    if (Long.bitCount(width) == 1 && from % width == 0) {
      int level = Long.numberOfTrailingZeros(width);
      return nodes.at(level, from >> level);
    }
    long split = from + Long.highestOneBit(width - 1);
    return node(range(from, split, nodes), range(split, to, nodes));
  }

  private static void inclusion(long index, long from, long to, Nodes nodes, List<Hash> path) {
    if (to - from == 1) {
      return;
    }
    long split = from + Long.highestOneBit(to - from - 1);
    if (index < split) {
      inclusion(index, from, split, nodes, path);
      path.add(range(split, to, nodes));
    } else {
      inclusion(index, split, to, nodes, path);
      path.add(range(from, split, nodes));
    }
  }

  private static void consistency(
      long first, long from, long to, boolean whole, Nodes nodes, List<Hash> path) {
    if (first == to) {
      if (!whole) {
        path.add(range(from, to, nodes));
      }
      return;
    }
    long split = from + Long.highestOneBit(to - from - 1);
    if (first <= split) {
      consistency(first, from, split, whole, nodes, path);
      path.add(range(split, to, nodes));
    } else {
      consistency(first, split, to, false, nodes, path);
      path.add(range(from, split, nodes));
    }
  }
}
