package org.datanet.inference.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// The flat row of an adapter under training: layer by layer A `[r, in]` and B `[out, r]` of the
/// targeted matrices only, so that the others can neither move nor count in the gradient's norm.
final class AdapterParameters {

  private final LoraShape shape;
  private final List<Part> parts = new ArrayList<>();
  private final int size;

  private record Part(String name, int from, int size, int in) {

    boolean isA() {
      return name.contains(".lora_A.");
    }
  }

  AdapterParameters(LlamaConfig config, LoraShape shape) {
    this.shape = shape;
    int at = 0;
    for (int layer = 0; layer < config.layers(); layer++) {
      for (Projection p : config.projections()) {
        if (shape.targets().contains(p.target())) {
          parts.add(new Part(p.peftName(layer, 'A'), at, shape.rank() * p.in(), p.in()));
          at += shape.rank() * p.in();
          parts.add(new Part(p.peftName(layer, 'B'), at, shape.rank() * p.out(), p.in()));
          at += shape.rank() * p.out();
        }
      }
    }
    size = at;
  }

  int size() {
    return size;
  }

  /// Names and sizes in the order of the row.
  Map<String, Integer> sizes() {
    Map<String, Integer> sizes = new LinkedHashMap<>();
    parts.forEach(part -> sizes.put(part.name(), part.size()));
    return sizes;
  }

  /// As PEFT starts an adapter: A uniform in ±1/sqrt(in) (Kaiming, a = sqrt 5), B zero.
  float[] initial(long seed) {
    float[] row = new float[size];
    Random random = new Random(seed);
    for (Part part : parts) {
      float bound = (float) (1 / Math.sqrt(part.in()));
      for (int i = part.from(); part.isA() && i < part.from() + part.size(); i++) {
        row[i] = (2 * random.nextFloat() - 1) * bound;
      }
    }
    return row;
  }

  /// @throws IllegalArgumentException when the tensors are not those of the shape
  float[] of(LoraAdapter adapter) {
    if (!adapter.tensors().keySet().equals(sizes().keySet())) {
      throw new IllegalArgumentException(
          "the adapter's %d tensors are not the %d of this base model and %s"
              .formatted(adapter.tensors().size(), parts.size(), shape.targets()));
    }
    float[] row = new float[size];
    for (Part part : parts) {
      float[] values = adapter.tensors().get(part.name());
      if (values == null || values.length != part.size()) {
        throw new IllegalArgumentException(
            part.name() + " has not the " + part.size() + " values that the base model needs");
      }
      System.arraycopy(values, 0, row, part.from(), values.length);
    }
    return row;
  }

  /// PEFT's tensors of a row.
  Map<String, float[]> tensors(float[] row) {
    Map<String, float[]> tensors = new LinkedHashMap<>();
    for (Part part : parts) {
      tensors.put(part.name(), Arrays.copyOfRange(row, part.from(), part.from() + part.size()));
    }
    return tensors;
  }
}
