package org.datanet.inference.model;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// All weights of a model as one flat row in the order of [WeightLayout].
final class FullWeights {

  private FullWeights() {}

  static float[] initial(LlamaConfig config, long seed) {
    float[] all = new float[size(config)];
    Random random = new Random(seed);
    int at = 0;
    for (WeightLayout.Weight weight : WeightLayout.of(config)) {
      boolean residual = weight.name().contains("o_proj") || weight.name().contains("down_proj");
      double deviation = residual ? 0.02 / Math.sqrt(2.0 * config.layers()) : 0.02;
      for (int end = at + weight.size(); at < end; at++) {
        all[at] = weight.isMatrix() ? (float) (random.nextGaussian() * deviation) : 1;
      }
    }
    return all;
  }

  static float[] read(LlamaConfig config, Path folder) {
    float[] all = new float[size(config)];
    try (Decoder decoder = TorchDecoder.open(config, 1);
        BaseWeights weights = BaseWeights.load(folder, config, decoder)) {
      int at = 0;
      for (var tensor : weights.tensors()) {
        float[] values = tensor.toFloatArray();
        System.arraycopy(values, 0, all, at, values.length);
        at += values.length;
      }
    }
    return all;
  }

  /// 1 for each value that weight decay moves, 0 for norms.
  static float[] decayed(LlamaConfig config) {
    float[] mask = new float[size(config)];
    int at = 0;
    for (WeightLayout.Weight weight : WeightLayout.of(config)) {
      Arrays.fill(mask, at, at + weight.size(), weight.isMatrix() ? 1 : 0);
      at += weight.size();
    }
    return mask;
  }

  private static int size(LlamaConfig config) {
    List<WeightLayout.Weight> layout = WeightLayout.of(config);
    return layout.stream().mapToInt(WeightLayout.Weight::size).sum();
  }
}
