package org.datanet.inference.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.lang.foreign.MemorySegment;

/// Keys and values of past tokens: per layer a flat table of token slots `[slots, kvHeads,
/// headDim]`, in memory that the script and Java both see. Slot 0 is the trash slot that padding
/// writes to; who owns which other slot is the caller's bookkeeping. Belongs to the thread that
/// steps the engine.
public final class KvCache implements AutoCloseable {

  private final int slots;
  private final boolean half;
  private final NDManager arrays;
  private final Side keys;
  private final Side values;

  /// The tables of all layers, as tensors and as memory.
  private record Side(Decoder.Tensors tensors, MemorySegment[] memory) {

    static Side of(Decoder decoder, NDArray[] tables) {
      MemorySegment[] memory = new MemorySegment[tables.length];
      for (int i = 0; i < memory.length; i++) {
        memory[i] = decoder.memory(tables[i]);
      }
      return new Side(decoder.list(tables), memory);
    }
  }

  KvCache(Decoder decoder, LlamaConfig config, Precision precision, int slots) {
    if (slots < 2) {
      throw new IllegalArgumentException("a cache needs at least 2 slots, slot 0 is trash");
    }
    this.slots = slots;
    this.half = precision.half();
    this.arrays = decoder.arrays().newSubManager();
    Shape shape = new Shape(slots, config.kvHeads(), config.headDim());
    this.keys = Side.of(decoder, tables(decoder, config.layers(), shape));
    this.values = Side.of(decoder, tables(decoder, config.layers(), shape));
  }

  private NDArray[] tables(Decoder decoder, int layers, Shape shape) {
    NDArray[] tables = new NDArray[layers];
    for (int i = 0; i < layers; i++) {
      tables[i] = decoder.zeros(arrays, shape, half);
    }
    return tables;
  }

  /// Number of token slots, the trash slot included.
  public int slots() {
    return slots;
  }

  /// Bytes of keys and values together.
  public long memoryBytes() {
    return 2L * keys.memory().length * keys.memory()[0].byteSize();
  }

  /// Whether the numbers are bfloat16; else 32-bit floats.
  boolean half() {
    return half;
  }

  /// Keys of a layer, `[slots, kvHeads, headDim]`.
  MemorySegment keyMemory(int layer) {
    return keys.memory()[layer];
  }

  /// Values of a layer, `[slots, kvHeads, headDim]`.
  MemorySegment valueMemory(int layer) {
    return values.memory()[layer];
  }

  Decoder.Tensors keys() {
    return keys.tensors();
  }

  Decoder.Tensors values() {
    return values.tensors();
  }

  @Override
  public void close() {
    keys.tensors().close();
    values.tensors().close();
    arrays.close();
  }
}
