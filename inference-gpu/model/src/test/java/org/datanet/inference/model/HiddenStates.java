package org.datanet.inference.model;

import ai.djl.ndarray.NDManager;
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
      Decoder.Tensors matrices =
          adapters.slab() == null ? null : adapters.slab().select(scope, adapters.rows()).tensors();
      return engine
          .decoder()
          .hidden(batch.tokens(scope), engine.weights().list(), matrices, layers)
          .toFloatArray();
    }
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
