package org.datanet.inference.model;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The base weights as the decoder in Java reads them: 32-bit floats where the files hold them,
/// else 8-bit integers. The output matrix is the embedding where they are tied.
record VectorWeights(Matrix embedding, float[] norm, List<Layer> layers, Matrix head) {

  /// One decoder layer; absent biases and head norms are empty.
  ///
  /// @param matrices in the order of [LlamaConfig#projections]
  record Layer(
      float[] attentionNorm,
      float[] mlpNorm,
      List<Matrix> matrices,
      List<float[]> biases,
      float[] queryNorm,
      float[] keyNorm) {}

  /// Takes weights that [WeightFiles#check] has found good.
  ///
  /// @param whole 32-bit floats, where the files hold them used there, instead of 8-bit integers
  /// @param arena of what is made of them
  static VectorWeights of(
      Map<String, TensorView> files, LlamaConfig config, boolean whole, Arena arena) {
    return new Loader(files, whole, arena).weights(config);
  }

  private record Loader(Map<String, TensorView> files, boolean whole, Arena arena) {

    private static final float[] NONE = new float[0];

    VectorWeights weights(LlamaConfig config) {
      Matrix embedding = matrix("model.embed_tokens.weight");
      List<Layer> layers = new ArrayList<>();
      for (int i = 0; i < config.layers(); i++) {
        layers.add(layer("model.layers." + i + ".", config));
      }
      Matrix head = config.tiedEmbeddings() ? embedding : matrix("lm_head.weight");
      return new VectorWeights(embedding, vector("model.norm.weight"), layers, head);
    }

    private Layer layer(String prefix, LlamaConfig config) {
      List<Projection> projections = config.projections();
      return new Layer(
          vector(prefix + "input_layernorm.weight"),
          vector(prefix + "post_attention_layernorm.weight"),
          projections.stream().map(p -> matrix(prefix + p.module() + ".weight")).toList(),
          projections.stream().map(p -> vector(prefix + p.module() + ".bias")).toList(),
          vector(prefix + "self_attn.q_norm.weight"),
          vector(prefix + "self_attn.k_norm.weight"));
    }

    private float[] vector(String name) {
      TensorView view = files.get(name);
      return view == null ? NONE : view.floats();
    }

    private Matrix matrix(String name) {
      TensorView view = files.get(name);
      if (view == null) {
        throw new IllegalArgumentException("the model lacks the tensor " + name);
      }
      int out = Math.toIntExact(view.shape()[0]);
      int in = Math.toIntExact(view.shape()[1]);
      return whole ? floats(view, out, in) : Int8Matrix.of(view.floats(), out, in, arena);
    }

    private Matrix floats(TensorView view, int out, int in) {
      if (view.isFloat32()) {
        return new FloatMatrix(view.bytes(), 0, out, in);
      }
      float[] values = view.floats();
      MemorySegment copy = arena.allocateFrom(ValueLayout.JAVA_FLOAT, values);
      return new FloatMatrix(copy, 0, out, in);
    }
  }
}
