package org.datanet.inference.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.datanet.inference.model.PagedTexts.Adapters;

/// The residual stream `[tokens * hidden]` of one text.
final class HiddenStates {

  private HiddenStates() {}

  /// After so many layers; 0 is the embedding.
  static float[] after(LlamaEngine engine, int[] text, Adapters adapters, int layers) {
    int[][] none = {new int[text.length]};
    int[][] positions = {IntStream.range(0, text.length).toArray()};
    TokenBatch batch = new TokenBatch(new int[][] {text}, positions, none, none, new float[1]);
    try (NDManager scope = engine.decoder().arrays().newSubManager()) {
      AdapterSlab slab = adapters.slab();
      Decoder.Tensors matrices =
          slab == null ? null : matrices(engine, scope, slab, adapters.rows()[0]);
      return engine
          .decoder()
          .hidden(batch.tokens(scope), engine.weights().list(), matrices, layers)
          .toFloatArray();
    }
  }

  /// A `[1, rank, in]` and B `[1, out, rank]` of every projection, from a row of the slab.
  private static Decoder.Tensors matrices(
      LlamaEngine engine, NDManager scope, AdapterSlab slab, int row) {
    List<NDArray> all = new ArrayList<>();
    for (int layer = 0; layer < engine.config().layers(); layer++) {
      for (int i = 0; i < engine.config().projections().size(); i++) {
        Projection p = engine.config().projections().get(i);
        float[] a = slab.matrixA(row, layer, i).toArray(ValueLayout.JAVA_FLOAT);
        float[] b = slab.matrixB(row, layer, i).toArray(ValueLayout.JAVA_FLOAT);
        all.add(scope.create(a, new Shape(1, slab.rank(), p.in())));
        all.add(scope.create(b, new Shape(1, slab.rank(), p.out())).swapAxes(1, 2));
      }
    }
    return engine.decoder().list(all.toArray(NDArray[]::new));
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
