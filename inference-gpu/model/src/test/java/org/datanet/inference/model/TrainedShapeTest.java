package org.datanet.inference.model;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Adapters of some matrices only.
class TrainedShapeTest extends OnLlamaTiny {

  @Test
  void anAdapterOfTwoMatricesTouchesNoOther() {
    LoraShape shape = new LoraShape(8, 16, true, List.of("v_proj", "q_proj"));
    TokenBatch batch = TrainingExamples.all(false);
    try (TrainableParameters p = TrainableParameters.newAdapter(engine, shape, 3);
        TrainableParameters all =
            TrainableParameters.newAdapter(
                engine, new LoraShape(8, 16, true, LoraShape.ALL_TARGETS), 3)) {
      setEqual(p, all);
      Map<String, float[]> whole = all.tensors(all.exampleGradients(batch).gradients()[0]);
      Map<String, float[]> two = p.tensors(p.exampleGradients(batch).gradients()[0]);
      two.forEach((name, g) ->
          assertThat(Golden.worst(g, requireNonNull(whole.get(name)), 0)).isLessThan(1e-6));
      double norm = p.update(batch, new AdamW(0.002, 0, 1.0)).gradientNorm();
      assertThat(norm).isLessThan(all.update(batch, new AdamW(0.002, 0, 1.0)).gradientNorm());
      assertThat(p.layers())
          .hasSize(3 * 2 * 2)
          .allSatisfy((name, size) -> assertThat(name).containsAnyOf("q_proj", "v_proj"));
      assertThat(p.adapter("tiny").targets()).containsExactly("q_proj", "v_proj");
    }
  }

  /// Gives both adapters the same values where they have the same matrices.
  private static void setEqual(TrainableParameters few, TrainableParameters all) {
    Map<String, float[]> values = all.tensors(all.values());
    float[] row = few.values();
    int at = 0;
    for (String name : few.layers().keySet()) {
      float[] own = requireNonNull(values.get(name));
      System.arraycopy(own, 0, row, at, own.length);
      at += own.length;
    }
    few.set(row);
  }
}
