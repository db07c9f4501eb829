package org.datanet.attribution.index;

import java.lang.foreign.MemorySegment;

/// Bit-packed values of a section: 1 to 56 bits wide and read with one load, or bytes of 64 bits.
final class Values {

  private final SectionFile file;
  private final MemorySegment bytes;
  private final byte[] verified;
  private final long offset;
  private final long count;
  private final int width;
  private final long mask;

  Values(SectionFile file, long count, long offset, int width) {
    file.check(width >= 1 && (width <= 56 || width == 64), "has a section of impossible width");
    file.check(count >= 0 && offset >= 0, "has a section of impossible size");
    this.file = file;
    this.offset = offset;
    this.count = count;
    this.width = width;
    bytes = file.bytes();
    verified = file.verified();
    mask = -1L >>> (64 - width);
  }

  long count() {
    return count;
  }

  int width() {
    return width;
  }

  /// The value at `index`, from 0 to `count` - 1.
  ///
  /// @throws org.datanet.kernel.ProblemException `index-corrupt` when its block is damaged
  long get(long index) {
    long bit = index * width;
    long at = offset + (bit >>> 3);
    if (verified[(int) (at >>> SectionFile.BLOCK_SHIFT)] == 0) {
      file.verifyAt(at);
    }
    return (bytes.get(SectionFile.LONG, at) >>> (bit & 7)) & mask;
  }

  int getInt(long index) {
    return (int) get(index);
  }

  /// How many leading values, which ascend, are less than `value`.
  long countBelow(long value) {
    long low = 0;
    long high = count;
    while (low < high) {
      long middle = (low + high) >>> 1;
      if (get(middle) < value) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
