package org.datanet.attribution.index;

import org.datanet.kernel.RecordId;

/// A set of record ids that only grows: about 32 bytes of heap an id.
final class RecordIdSet {

  private long[] slots = new long[1 << 11]; // two a slot; both 0: empty
  private int count;
  private boolean hasZero;

  /// Adds an id; false when it was there.
  boolean add(RecordId id) {
    long high = id.value().getMostSignificantBits();
    long low = id.value().getLeastSignificantBits();
    if (high == 0 && low == 0) {
      boolean isNew = !hasZero;
      hasZero = true;
      return isNew;
    }
    if (count * 4L > slots.length) {
      grow();
    }
    int at = place(high, low);
    if (slots[at] == high && slots[at + 1] == low) {
      return false;
    }
    slots[at] = high;
    slots[at + 1] = low;
    count++;
    return true;
  }

  private int place(long high, long low) {
    int mask = slots.length - 2;
    int at = (int) RecordRows.idHash(high, low) & mask;
    while ((slots[at] != 0 || slots[at + 1] != 0) && (slots[at] != high || slots[at + 1] != low)) {
      at = at + 2 & mask;
    }
    return at;
  }

  private void grow() {
    long[] old = slots;
    slots = new long[old.length * 2];
    for (int i = 0; i < old.length; i += 2) {
      if (old[i] != 0 || old[i + 1] != 0) {
        int at = place(old[i], old[i + 1]);
        slots[at] = old[i];
        slots[at + 1] = old[i + 1];
      }
    }
  }
}
