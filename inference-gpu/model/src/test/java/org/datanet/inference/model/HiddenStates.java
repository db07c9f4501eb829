package org.datanet.inference.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The residual stream `[tokens * hidden]` of one text.
final class HiddenStates {

  private HiddenStates() {}

  /// After so many layers; 0 is the embedding.
  static float[] after(LlamaEngine engine, int[] text, @Nullable LoraAdapter adapter, int layers) {
    int[][] none = {new int[text.length]};
    int[][] positions = {IntStream.range(0, text.length).toArray()};
    TokenBatch batch = new TokenBatch(new int[][] {text}, positions, none, none, new float[1]);
    try (NDManager scope = engine.decoder().arrays().newSubManager();
        Decoder.Tensors matrices = engine.decoder().list(matrices(scope, engine, adapter))) {
      return engine
          .decoder()
          .hidden(batch.tokens(scope), engine.weights().list(), matrices, layers)
          .toFloatArray();
    }
  }

  /// A `[1, r, in]` and scaled B `[1, out, r]` of every projection; zeros where it has none.
  private static NDArray[] matrices(
      NDManager scope, LlamaEngine engine, @Nullable LoraAdapter adapter) {
    List<NDArray> all = new ArrayList<>();
    for (int layer = 0; adapter != null && layer < engine.config().layers(); layer++) {
      for (Projection p : engine.config().projections()) {
        float[] a = adapter.tensors().get(p.peftName(layer, 'A'));
        float[] b = adapter.tensors().get(p.peftName(layer, 'B'));
        Shape shapeA = new Shape(1, adapter.rank(), p.in());
        Shape shapeB = new Shape(1, p.out(), adapter.rank());
        all.add(a == null ? scope.zeros(shapeA) : scope.create(a, shapeA));
        all.add(b == null ? scope.zeros(shapeB) : scope.create(b, shapeB).mul(adapter.scaling()));
      }
    }
    return all.toArray(NDArray[]::new);
  }

  /// With the final RMSNorm, in doubles.
  static float[] normed(LlamaEngine engine, float[] states) {
    float[] weight = engine.weights().tensors()[1].toFloatArray();
    float[] out = new float[states.length];
    for (int from = 0; from < states.length; from += weight.length) {
      double squares = 0;
      for (int i = 0; i < weight.length; i++) {
        squares += (double) states[from + i] * states[from + i];
      }
      double root = Math.sqrt(squares / weight.length + engine.config().rmsNormEps());
      for (int i = 0; i < weight.length; i++) {
        out[from + i] = (float) (states[from + i] / root * weight[i]);
      }
    }
    return out;
  }
}
