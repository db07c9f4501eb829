package org.datanet.attribution.index;

import java.util.function.IntPredicate;
import java.util.function.IntToLongFunction;

/// An open hash table of small numbers, three slots for two entries; a slot holds an entry plus
/// one, or 0. It can be written to a file and asked there.
final class HashSlots {

  private HashSlots() {}

  /// The slots of the entries 0 to `count` - 1.
  static int[] of(int count, IntToLongFunction hashOf) {
    int[] slots = new int[Math.toIntExact(count + count / 2L + 1)];
    for (int entry = 0; entry < count; entry++) {
      int at = first(hashOf.applyAsLong(entry), slots.length);
      while (slots[at] != 0) {
        at = at + 1 == slots.length ? 0 : at + 1;
      }
      slots[at] = entry + 1;
    }
    return slots;
  }

  /// The entry with a hash that is the one looked for, or -1.
  static int find(Values slots, long hash, IntPredicate isIt) {
    int size = (int) slots.count();
    int at = first(hash, size);
    for (int entry = slots.getInt(at); entry != 0; entry = slots.getInt(at)) {
      if (isIt.test(entry - 1)) {
        return entry - 1;
      }
      at = at + 1 == size ? 0 : at + 1;
    }
    return -1;
  }

  private static int first(long hash, int size) {
    return (int) ((hash >>> 32) * size >>> 32);
  }

  /// The finaliser of SplitMix64 (Steele, Lea, Flood 2014), a bijection that spreads all bits.
  static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  /// A hash of bytes.
  static long ofBytes(byte[] bytes, int from, int to) {
    long hash = to - from;
    for (int i = from; i < to; i++) {
      hash = (hash ^ bytes[i]) * 0x100000001b3L;
    }
    return mix(hash);
  }
}
