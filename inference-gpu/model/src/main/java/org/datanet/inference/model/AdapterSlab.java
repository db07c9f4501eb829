package org.datanet.inference.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The adapters of a running batch: `rows` adapters of one rank bucket. A zero row is the base
/// model. Attaching rewrites one row in place; no copy of the others. Belongs to the thread that
/// steps the engine.
///
/// Per layer nine tables `[rows, n * rank, width]` of 32-bit floats: A `[rank, in]` of q, k, v in
/// one; B of q; B of k, v; A and B of o; A, then B of gate, up; A and B of down. B is transposed to
/// `[rank, out]` and multiplied by the adapter's scaling.
public final class AdapterSlab implements AutoCloseable {

  /// Projections and factor of the tables of a layer.
  private static final List<Table> TABLES =
      List.of(
          new Table('A', 0, 1, 2),
          new Table('B', 0),
          new Table('B', 1, 2),
          new Table('A', 3),
          new Table('B', 3),
          new Table('A', 4, 5),
          new Table('B', 4, 5),
          new Table('A', 6),
          new Table('B', 6));

  private record Table(char factor, int... projections) {

    /// Which of the table's matrices it is, or -1.
    int place(char wanted, int projection) {
      int place = projection - projections[0];
      return wanted == factor && place >= 0 && place < projections.length ? place : -1;
    }

    int width(LlamaConfig config) {
      Projection first = config.projections().get(projections[0]);
      return factor == 'A' ? first.in() : first.out();
    }
  }

  private final LlamaConfig config;
  private final Decoder decoder;
  private final int rows;
  private final int rank;
  private final NDManager arrays;
  private final List<MemorySegment> memory = new ArrayList<>();
  private final Decoder.Tensors tables;
  private int viewStart;
  private int viewCount;
  private Decoder.Tensors view;

  AdapterSlab(Decoder decoder, LlamaConfig config, int rows, int rank) {
    this.decoder = decoder;
    this.config = config;
    this.rows = rows;
    this.rank = rank;
    this.arrays = decoder.arrays().newSubManager();
    List<NDArray> all = new ArrayList<>();
    for (int layer = 0; layer < config.layers(); layer++) {
      for (Table table : TABLES) {
        Shape shape =
            new Shape(rows, (long) table.projections().length * rank, table.width(config));
        NDArray tensor = decoder.zeros(arrays, shape, false);
        all.add(tensor);
        memory.add(decoder.memory(tensor));
      }
    }
    tables = decoder.list(all.toArray(NDArray[]::new));
    view = decoder.window(tables, 0, rows);
    viewStart = 0;
    viewCount = rows;
  }

  /// Puts an adapter of at most this slab's rank into a row.
  ///
  /// @throws IllegalArgumentException when it does not fit the base model or the rank
  public void attach(int row, LoraAdapter adapter) {
    requireRow(row);
    adapter.requireFits(config, rank);
    for (int layer = 0; layer < config.layers(); layer++) {
      for (int i = 0; i < config.projections().size(); i++) {
        Projection p = config.projections().get(i);
        put(matrixA(row, layer, i), adapter.tensors().get(p.peftName(layer, 'A')));
        MemorySegment b = matrixB(row, layer, i);
        putTransposed(b, adapter.tensors().get(p.peftName(layer, 'B')), adapter);
      }
    }
  }

  private static void put(MemorySegment to, float @Nullable [] a) {
    int size = a == null ? 0 : a.length;
    if (a != null) {
      MemorySegment.copy(a, 0, to, ValueLayout.JAVA_FLOAT, 0, size);
    }
    to.asSlice((long) size * Float.BYTES).fill((byte) 0);
  }

  private static void putTransposed(MemorySegment to, float @Nullable [] b, LoraAdapter adapter) {
    int size = b == null ? 0 : b.length;
    int rank = adapter.rank();
    int width = size / rank;
    float scaling = (float) adapter.scaling();
    float[] line = new float[width];
    for (int k = 0; b != null && k < rank; k++) {
      for (int i = 0; i < width; i++) {
        line[i] = b[i * rank + k] * scaling;
      }
      MemorySegment.copy(
          line, 0, to, ValueLayout.JAVA_FLOAT, (long) k * width * Float.BYTES, width);
    }
    to.asSlice((long) size * Float.BYTES).fill((byte) 0);
  }

  /// Makes a row the base model again.
  public void clear(int row) {
    requireRow(row);
    for (int layer = 0; layer < config.layers(); layer++) {
      for (int i = 0; i < config.projections().size(); i++) {
        matrixA(row, layer, i).fill((byte) 0);
        matrixB(row, layer, i).fill((byte) 0);
      }
    }
  }

  /// A of one projection in a row, `[rank, in]`.
  MemorySegment matrixA(int row, int layer, int projection) {
    return matrix('A', row, layer, projection);
  }

  /// B of one projection in a row, `[rank, out]`: transposed, scaling included.
  MemorySegment matrixB(int row, int layer, int projection) {
    return matrix('B', row, layer, projection);
  }

  private MemorySegment matrix(char factor, int row, int layer, int projection) {
    for (int i = 0; i < TABLES.size(); i++) {
      Table table = TABLES.get(i);
      int place = table.place(factor, projection);
      if (place >= 0) {
        long size = (long) Float.BYTES * rank * table.width(config);
        long at = ((long) row * table.projections().length + place) * size;
        return memory.get(layer * TABLES.size() + i).asSlice(at, size);
      }
    }
    throw new IllegalArgumentException("no projection " + projection);
  }

  /// Highest rank a row can hold.
  public int rank() {
    return rank;
  }

  /// Number of rows.
  public int rows() {
    return rows;
  }

  /// Bytes of all rows.
  public long memoryBytes() {
    return memory.stream().mapToLong(MemorySegment::byteSize).sum();
  }

  private void requireRow(int row) {
    if (row < 0 || row >= rows) {
      throw new IllegalArgumentException("slab row must be 0 to " + (rows - 1) + ", is " + row);
    }
  }

  /// Matrices of the wanted rows. A run of neighbours is a kept view, so a batch whose row i uses
  /// slab row start + i costs nothing per step; anything else is copied together.
  Selection select(NDManager scope, int[] wanted) {
    boolean same = true;
    boolean run = true;
    for (int i = 0; i < wanted.length; i++) {
      requireRow(wanted[i]);
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
    return new Selection(decoder.pick(tables, scope.create(wide)), true);
  }

  private Decoder.Tensors window(int start, int count) {
    if (start != viewStart || count != viewCount) {
      view.close();
      view = decoder.window(tables, start, count);
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
    tables.close();
    arrays.close();
  }
}
