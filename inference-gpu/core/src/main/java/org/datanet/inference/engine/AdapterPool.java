package org.datanet.inference.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.datanet.inference.model.LoraAdapter;

/// The adapters inside the engine: one slab per rank bucket (8, 16, 32 …), made when the first
/// adapter of that rank comes. Calls of the base model sit among those with adapters, so that they
/// are stepped together; alone they need none. Used by the engine's thread only; [#resident] by
/// any.
final class AdapterPool {

  private static final int SMALLEST_BUCKET = 8;

  private final Decoder decoder;
  private final int seats;
  private final TreeMap<Integer, Slab> slabs = new TreeMap<>();
  private final Slab baseOnly;
  private volatile int resident;

  /// @param seats calls that run at once at most
  AdapterPool(Decoder decoder, int seats) {
    this.decoder = decoder;
    this.seats = seats;
    this.baseOnly = new Slab(decoder, Slab.NO_ADAPTERS, seats);
    slabs.put(Slab.NO_ADAPTERS, baseOnly);
  }

  /// Gives a call its seat, with the adapter attached.
  ///
  /// @throws IllegalArgumentException when the adapter does not fit the base model
  void admit(Row row) {
    int bucket = row.adapter().map(AdapterPool::bucket).orElseGet(this::fullest);
    Slab slab = slabs.computeIfAbsent(bucket, rank -> new Slab(decoder, rank, seats));
    slab.admit(row);
    if (slab != baseOnly) {
      for (Row lone : baseOnly.seated()) {
        baseOnly.leave(lone);
        slab.admit(lone);
      }
    }
    count();
  }

  void leave(Row row) {
    row.slab().leave(row);
    count();
  }

  /// The slabs that hold running calls.
  List<Slab> busy() {
    return slabs.values().stream().filter(slab -> slab.size() > 0).toList();
  }

  /// How many different adapters stand ready in the engine.
  int resident() {
    return resident;
  }

  private static int bucket(LoraAdapter adapter) {
    int bucket = SMALLEST_BUCKET;
    while (bucket < adapter.rank()) {
      bucket *= 2;
    }
    return bucket;
  }

  private int fullest() {
    return new ArrayList<>(slabs.values())
        .stream()
            .filter(slab -> slab.rank() != Slab.NO_ADAPTERS)
            .filter(slab -> slab.size() > 0)
            .max(Comparator.comparingInt(Slab::size))
            .map(Slab::rank)
            .orElse(Slab.NO_ADAPTERS);
  }

  private void count() {
    resident = slabs.values().stream().mapToInt(Slab::adapters).sum();
  }
}
