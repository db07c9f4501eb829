package org.datanet.inference.engine;

import java.util.Arrays;
import java.util.Objects;
import org.datanet.inference.model.LoraAdapter;
import org.datanet.kernel.Hash;
import org.jspecify.annotations.Nullable;

/// Which adapter stands in which slab row. A row in use is pinned; the least recently used free row
/// is overwritten. Row 0 is the base model. Used by the engine's thread only; [#resident] by any.
final class AdapterPool {

  static final int BASE_ROW = 0;

  private final Decoder decoder;
  private final @Nullable Hash[] holds;
  private final int[] pins;
  private final long[] lastUse;
  private long uses;
  private volatile int resident;

  AdapterPool(Decoder decoder, int adapters) {
    this.decoder = decoder;
    this.holds = new Hash[adapters + 1];
    this.pins = new int[adapters + 1];
    this.lastUse = new long[adapters + 1];
  }

  /// The row of the adapter, attached if need be, and pinned until [#unpin]. There is always a free
  /// row, because there are at least as many rows as running calls.
  int pin(Hash hash, LoraAdapter adapter) {
    int row = find(hash);
    if (row < 0) {
      row = leastRecentlyUsed();
      holds[row] = null;
      decoder.attach(row, adapter);
      holds[row] = hash;
      resident = (int) Arrays.stream(holds).filter(Objects::nonNull).count();
    }
    pins[row]++;
    lastUse[row] = ++uses;
    return row;
  }

  void unpin(int row) {
    if (row != BASE_ROW) {
      pins[row]--;
    }
  }

  /// How many adapters stand ready in the engine.
  int resident() {
    return resident;
  }

  private int find(Hash hash) {
    for (int row = 1; row < holds.length; row++) {
      if (hash.equals(holds[row])) {
        return row;
      }
    }
    return -1;
  }

  private int leastRecentlyUsed() {
    int best = -1;
    for (int row = 1; row < holds.length; row++) {
      if (pins[row] == 0 && (best < 0 || lastUse[row] < lastUse[best])) {
        best = row;
      }
    }
    if (best < 0) {
      throw new IllegalStateException("every slab row is in use");
    }
    return best;
  }
}
