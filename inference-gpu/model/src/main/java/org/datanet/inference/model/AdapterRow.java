package org.datanet.inference.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// The flat form of an adapter (layout in the package description) and the way back.
final class AdapterRow {

  private AdapterRow() {}

  /// Writes the adapter into `row`, zero-padded from its own rank to `rank`; B is multiplied by
  /// `factor`. Matrices the adapter does not target become zero.
  ///
  /// @throws IllegalArgumentException when it does not fit the model or the rank
  static float[] flatten(LlamaConfig config, LoraAdapter adapter, int rank, float factor) {
    requireFits(config, adapter, rank);
    float[] row = new float[config.adapterSize(rank)];
    int offset = 0;
    for (int layer = 0; layer < config.layers(); layer++) {
      for (Projection p : config.projections()) {
        float[] a = adapter.tensors().get(p.peftName(layer, 'A'));
        float[] b = adapter.tensors().get(p.peftName(layer, 'B'));
        if (a != null && b != null) {
          System.arraycopy(a, 0, row, offset, a.length);
          spread(b, adapter.rank(), row, offset + rank * p.in(), rank, factor);
        }
        offset += rank * (p.in() + p.out());
      }
    }
    return row;
  }

  /// Checks that every tensor of the adapter has its place in the model.
  ///
  /// @throws IllegalArgumentException when it does not fit the model or the rank
  static void requireFits(LlamaConfig config, LoraAdapter adapter, int rank) {
    if (adapter.rank() > rank) {
      throw new IllegalArgumentException(
          "adapter rank " + adapter.rank() + " is above the slab's rank " + rank);
    }
    int used = 0;
    for (int layer = 0; layer < config.layers(); layer++) {
      for (Projection p : config.projections()) {
        float[] a = adapter.tensors().get(p.peftName(layer, 'A'));
        float[] b = adapter.tensors().get(p.peftName(layer, 'B'));
        if (a != null && b != null) {
          requireShape(a, adapter.rank() * p.in(), p.peftName(layer, 'A'));
          requireShape(b, adapter.rank() * p.out(), p.peftName(layer, 'B'));
          used += 2;
        }
      }
    }
    if (used != adapter.tensors().size()) {
      throw new IllegalArgumentException(
          "the adapter has %d tensors, %d of them belong to this base model"
              .formatted(adapter.tensors().size(), used));
    }
  }

  private static void spread(float[] b, int from, float[] row, int at, int to, float factor) {
    for (int i = 0; i < b.length; i++) {
      row[at + i / from * to + i % from] = b[i] * factor;
    }
  }

  private static void requireShape(float[] values, int size, String name) {
    if (values.length != size) {
      throw new IllegalArgumentException(
          name + " has " + values.length + " values, the base model needs " + size);
    }
  }

  /// PEFT tensors of a flat row (no padding, no factor), for the given targets.
  static Map<String, float[]> unflatten(
      LlamaConfig config, float[] row, int rank, List<String> targets) {
    Map<String, float[]> tensors = new LinkedHashMap<>();
    int offset = 0;
    for (int layer = 0; layer < config.layers(); layer++) {
      for (Projection p : config.projections()) {
        int split = offset + rank * p.in();
        int end = split + rank * p.out();
        if (targets.contains(p.target())) {
          tensors.put(p.peftName(layer, 'A'), java.util.Arrays.copyOfRange(row, offset, split));
          tensors.put(p.peftName(layer, 'B'), java.util.Arrays.copyOfRange(row, split, end));
        }
        offset = end;
      }
    }
    return tensors;
  }

  /// A fresh adapter as PEFT starts it: A uniform in ±1/sqrt(in) (Kaiming, a = sqrt 5), B zero.
  static float[] initial(LlamaConfig config, int rank, long seed) {
    float[] row = new float[config.adapterSize(rank)];
    Random random = new Random(seed);
    int offset = 0;
    for (int layer = 0; layer < config.layers(); layer++) {
      for (Projection p : config.projections()) {
        float bound = (float) (1 / Math.sqrt(p.in()));
        for (int i = 0; i < rank * p.in(); i++) {
          row[offset + i] = (2 * random.nextFloat() - 1) * bound;
        }
        offset += rank * (p.in() + p.out());
      }
    }
    return row;
  }
}
