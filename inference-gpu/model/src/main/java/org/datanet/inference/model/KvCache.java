package org.datanet.inference.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/// Keys and values of past tokens: per layer a flat table of token slots `[slots, kvHeads,
/// headDim]`. Slot 0 is the trash slot that padding writes to; who owns which other slot is the
/// caller's bookkeeping. Belongs to the thread that steps the engine.
public final class KvCache implements AutoCloseable {

  private final NDManager arrays;
  private final int slots;
  private final Decoder.Tensors keys;
  private final Decoder.Tensors values;

  KvCache(Decoder decoder, LlamaConfig config, int slots) {
    if (slots < 2) {
      throw new IllegalArgumentException("a cache needs at least 2 slots, slot 0 is trash");
    }
    this.slots = slots;
    this.arrays = decoder.arrays().newSubManager();
    Shape shape = new Shape(slots, config.kvHeads(), config.headDim());
    this.keys = decoder.list(tables(config.layers(), shape));
    this.values = decoder.list(tables(config.layers(), shape));
  }

  private NDArray[] tables(int layers, Shape shape) {
    NDArray[] tables = new NDArray[layers];
    for (int i = 0; i < layers; i++) {
      tables[i] = arrays.zeros(shape);
    }
    return tables;
  }

  /// Number of token slots, the trash slot included.
  public int slots() {
    return slots;
  }

  Decoder.Tensors keys() {
    return keys;
  }

  Decoder.Tensors values() {
    return values;
  }

  @Override
  public void close() {
    keys.close();
    values.close();
    arrays.close();
  }
}
