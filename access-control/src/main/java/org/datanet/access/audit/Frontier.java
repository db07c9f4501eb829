package org.datanet.access.audit;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.datanet.kernel.Hash;

/// The right edge of a growing tree: the roots of its complete subtrees, widest first, one for each
/// one bit of the size. Enough to append in O(log n) and to know the root. Not thread-safe.
final class Frontier {

  private final List<Hash> peaks = new ArrayList<>();
  private long size;

  Frontier(long size, byte[] peaks) {
    if (peaks.length != 32 * Long.bitCount(size)) {
      throw new IllegalStateException("the stored frontier does not fit " + size + " leaves");
    }
    this.size = size;
    ByteBuffer in = ByteBuffer.wrap(peaks);
    while (in.hasRemaining()) {
      byte[] peak = new byte[32];
      in.get(peak);
      this.peaks.add(Hash.of(peak));
    }
  }

  /// Appends a leaf and hands every subtree completed by it to `completed` as (position, root); see
  /// [#position].
  void append(Hash leaf, BiConsumer<Long, Hash> completed) {
    Hash hash = leaf;
    int level = 0;
    completed.accept(position(level, size), hash);
    for (long bits = size; (bits & 1) == 1; bits >>= 1) {
      hash = Rfc6962.node(peaks.removeLast(), hash);
      level++;
      completed.accept(position(level, size >> level), hash);
    }
    peaks.add(hash);
    size++;
  }

  Hash root() {
    return peaks.reversed().stream()
        .reduce((right, left) -> Rfc6962.node(left, right))
        .orElse(Rfc6962.EMPTY_ROOT);
  }

  long size() {
    return size;
  }

  byte[] peaks() {
    ByteBuffer out = ByteBuffer.allocate(32 * peaks.size());
    peaks.forEach(peak -> out.put(peak.bytes()));
    return out.array();
  }

  /// The in-order number of a complete subtree: one integer for (level, index). Leaf `i` is `2 i`.
  static long position(int level, long index) {
    return (index << (level + 1)) + (1L << level) - 1;
  }
}
