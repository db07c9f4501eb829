package org.datanet.inference.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// The adapters of a running batch: `rows` flat adapters of one rank bucket in one table. A zero
/// row is the base model. Attaching rewrites one row in place; no copy of the others. Belongs to
/// the thread that steps the engine.
public final class AdapterSlab implements AutoCloseable {

  private final LlamaConfig config;
  private final Decoder decoder;
  private final int rows;
  private final int rank;
  private final Arena arena = Arena.ofShared();
  private final NDManager arrays;
  private final MemorySegment memory;
  private final NDArray table;
  private int viewStart = -1;
  private int viewCount;
  private Decoder.Tensors view;

  AdapterSlab(Decoder decoder, LlamaConfig config, int rows, int rank) {
    this.decoder = decoder;
    this.config = config;
    this.rows = rows;
    this.rank = rank;
    this.arrays = decoder.arrays().newSubManager();
    long rowBytes = 4L * config.adapterSize(rank);
    memory = arena.allocate(Math.multiplyExact(rowBytes, rows), 64);
    table =
        arrays.create(
            memory.asByteBuffer().order(ByteOrder.nativeOrder()),
            new Shape(rows, config.adapterSize(rank)),
            ai.djl.ndarray.types.DataType.FLOAT32);
    view = decoder.window(table, 0, rows);
    viewStart = 0;
    viewCount = rows;
  }

  /// Puts an adapter of at most this slab's rank into a row; smaller ranks are zero-padded.
  ///
  /// @throws IllegalArgumentException when it does not fit the base model or the rank
  public void attach(int row, LoraAdapter adapter) {
    float[] values = AdapterRow.flatten(config, adapter, rank, (float) adapter.scaling());
    MemorySegment.copy(values, 0, row(row), ValueLayout.JAVA_FLOAT, 0, values.length);
  }

  /// Makes a row the base model again.
  public void clear(int row) {
    row(row).fill((byte) 0);
  }

  /// Highest rank a row can hold.
  public int rank() {
    return rank;
  }

  /// Number of rows.
  public int rows() {
    return rows;
  }

  /// Memory of one row, laid out as the package description says.
  MemorySegment row(int row) {
    if (row < 0 || row >= rows) {
      throw new IllegalArgumentException("slab row must be 0 to " + (rows - 1) + ", is " + row);
    }
    long bytes = 4L * config.adapterSize(rank);
    return memory.asSlice(row * bytes, bytes);
  }

  /// Matrices of the wanted rows. A run of neighbours is a kept view, so a batch whose row i uses
  /// slab row start + i costs nothing per step; anything else is copied together.
  Selection select(NDManager scope, int[] wanted) {
    boolean same = true;
    boolean run = true;
    for (int i = 0; i < wanted.length; i++) {
      same &= wanted[i] == wanted[0];
      run &= wanted[i] == wanted[0] + i;
    }
    if (same || run) {
      return new Selection(window(wanted[0], same ? 1 : wanted.length), false);
    }
    long[] wide = new long[wanted.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = wanted[i];
    }
    return new Selection(decoder.pick(table, scope.create(wide)), true);
  }

  private Decoder.Tensors window(int start, int count) {
    if (start != viewStart || count != viewCount) {
      view.close();
      view = decoder.window(table, start, count);
      viewStart = start;
      viewCount = count;
    }
    return view;
  }

  /// Adapter matrices for one step; `temporary` ones are closed after it.
  record Selection(Decoder.Tensors tensors, boolean temporary) {}

  @Override
  public void close() {
    view.close();
    arrays.close();
    arena.close();
  }
}
