package org.datanet.inference.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/// Rotary tables (arXiv:2104.09864, rotate-half form).
final class Rotary {

  private Rotary() {}

  /// Cosine and sine `[maxPositions, headDim]`; the two halves of a row repeat.
  static NDArray[] tables(NDManager arrays, LlamaConfig config) {
    int width = config.headDim();
    int half = width / 2;
    float[] cos = new float[config.maxPositions() * width];
    float[] sin = new float[config.maxPositions() * width];
    for (int i = 0; i < half; i++) {
      float inverse = config.rope().frequency(i, width);
      for (int t = 0; t < config.maxPositions(); t++) {
        float angle = t * inverse;
        cos[t * width + i] = cos[t * width + i + half] = (float) Math.cos(angle);
        sin[t * width + i] = sin[t * width + i + half] = (float) Math.sin(angle);
      }
    }
    Shape shape = new Shape(config.maxPositions(), width);
    return new NDArray[] {arrays.create(cos, shape), arrays.create(sin, shape)};
  }
}
