package org.datanet.inference.model;

/// Rotary positions and grouped attention over the paged cache (arXiv:2104.09864,
/// arXiv:2305.13245), for tokens in panels of heads side by side. One part of a [Crew] each.
final class VectorAttention {

  private final LlamaConfig config;
  private final Attention shape;
  private final float[] frequencies;
  private float[] weights = new float[0];

  VectorAttention(LlamaConfig config) {
    this.config = config;
    this.shape = config.attention();
    this.frequencies = new float[shape.headDim() / 2];
    for (int i = 0; i < frequencies.length; i++) {
      frequencies[i] = config.rope().frequency(i, shape.headDim());
    }
  }

  /// Cosines, then sines, of a position's angles: `headDim` values.
  void angles(int position, float[] to, int at) {
    for (int i = 0; i < frequencies.length; i++) {
      double angle = position * frequencies[i];
      to[at + i] = (float) Math.cos(angle);
      to[at + frequencies.length + i] = (float) Math.sin(angle);
    }
  }

  /// Turns a head by the angles, after its norm where there is one.
  ///
  /// @param norm weights `[headDim]` of the head norm, empty for none
  void place(float[] values, int head, float[] norm, float[] angles, int anglesAt) {
    if (norm.length > 0) {
      Lanes.rmsNorm(values, head, values, head, norm, config.rmsNormEps());
    }
    int half = frequencies.length;
    for (int i = 0; i < half; i++) {
      float cos = angles[anglesAt + i];
      float sin = angles[anglesAt + half + i];
      float first = values[head + i];
      float second = values[head + half + i];
      values[head + i] = first * cos - second * sin;
      values[head + half + i] = second * cos + first * sin;
    }
  }

  /// One token's attention for the query heads `first … last-1`, which share one key-value head.
  ///
  /// @param slots cache slots of the text from its start
  /// @param from first position seen
  /// @param to end of the positions seen
  void attend(KvView keys, KvView values, Heads heads, int[] slots, int from, int to) {
    int n = to - from;
    int count = heads.last() - heads.first();
    int width = shape.headDim();
    if (weights.length < count * n) {
      weights = new float[Math.max(count * n, 2 * weights.length)];
    }
    int group = heads.first() / shape.group();
    float scale = (float) (1 / Math.sqrt(width));
    for (int s = 0; s < n; s++) {
      long key = keys.at(slots[from + s], group);
      for (int h = 0; h < count; h++) {
        weights[h * n + s] = scale * keys.dot(key, heads.queries(), heads.at(h, width));
      }
    }
    for (int h = 0; h < count; h++) {
      Lanes.softmax(weights, h * n, n);
      int at = heads.at(h, width);
      java.util.Arrays.fill(heads.out(), at, at + width, 0);
    }
    for (int s = 0; s < n; s++) {
      long value = values.at(slots[from + s], group);
      for (int h = 0; h < count; h++) {
        values.addTo(value, weights[h * n + s], heads.out(), heads.at(h, width));
      }
    }
  }

  /// Neighbouring heads of one token.
  ///
  /// @param at index of the token's first head in both arrays
  record Heads(float[] queries, float[] out, int at, int first, int last) {

    int at(int head, int width) {
      return at + (first + head) * width;
    }
  }
}
