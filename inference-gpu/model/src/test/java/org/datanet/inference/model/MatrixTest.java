package org.datanet.inference.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

// R39: the products of the decoder in Java, against plain loops, for sizes that fit no vector.
class MatrixTest {

  private static final double ROUNDING = 2e-6;

  @Property(tries = 60)
  void productsOfEveryFormAgreeWithPlainLoops(
      @ForAll @IntRange(min = 1, max = 75) int out,
      @ForAll @IntRange(min = 1, max = 200) int in,
      @ForAll @IntRange(min = 1, max = 9) int tokens,
      @ForAll @IntRange(min = 1, max = 3) int parts,
      @ForAll long seed) {
    try (Arena arena = Arena.ofShared()) {
      float[] weights = randoms(out * in, seed);
      requireProducts(floats(arena, weights, out, in), tokens, parts, seed);
      requireProducts(Int8Matrix.of(weights, out, in, arena), tokens, parts, seed);
    }
  }

  private static FloatMatrix floats(Arena arena, float[] weights, int out, int in) {
    return new FloatMatrix(arena.allocateFrom(ValueLayout.JAVA_FLOAT, weights), 0, out, in);
  }

  private static float[] randoms(int count, long seed) {
    Random random = new Random(seed);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  private static Panel panel(int tokens, int width, long seed) {
    Panel panel = Panel.of(tokens, width);
    float[] values = randoms(tokens * width, seed);
    for (int t = 0; t < tokens; t++) {
      System.arraycopy(values, t * width, panel.values(), panel.at(t), width);
    }
    return panel;
  }

  private static void requireProducts(Matrix matrix, int tokens, int parts, long seed) {
    Panel x = panel(tokens, matrix.in(), seed + 1);
    Panel y = Panel.of(tokens, matrix.out());
    for (int part = 0; part < parts; part++) {
      Share share = new Share(part, parts);
      int from = share.from(matrix.units());
      matrix.multiply(x, y, tokens, from, share.to(matrix.units()));
    }
    float[] row = new float[matrix.in()];
    for (int r = 0; r < matrix.out(); r++) {
      matrix.row(r, row, 0);
      for (int t = 0; t < tokens; t++) {
        requireDot(row, x, t, y.values()[y.at(t) + r]);
      }
    }
  }

  private static void requireDot(float[] row, Panel x, int token, float got) {
    double sum = 0;
    double size = 0;
    for (int i = 0; i < row.length; i++) {
      double product = (double) row[i] * x.values()[x.at(token) + i];
      sum += product;
      size += Math.abs(product);
    }
    assertThat(Math.abs(got - sum)).isLessThanOrEqualTo(ROUNDING * size);
  }

  @Property(tries = 40)
  void eightBitWeightsAreAtMostHalfAStepOff(
      @ForAll @IntRange(min = 1, max = 40) int out,
      @ForAll @IntRange(min = 1, max = 200) int in,
      @ForAll long seed) {
    try (Arena arena = Arena.ofShared()) {
      float[] weights = randoms(out * in, seed);
      Matrix matrix = Int8Matrix.of(weights, out, in, arena);
      float[] row = new float[in];
      for (int r = 0; r < out; r++) {
        matrix.row(r, row, 0);
        for (int i = 0; i < in; i++) {
          float most = most(weights, r * in + i / 64 * 64, Math.min(64, in - i / 64 * 64));
          assertThat(Math.abs(row[i] - weights[r * in + i])).isLessThanOrEqualTo(most / 253);
        }
      }
    }
  }

  private static float most(float[] values, int from, int count) {
    float most = 0;
    for (int i = from; i < from + count; i++) {
      most = Math.max(most, Math.abs(values[i]));
    }
    return most;
  }

  @Property(tries = 40)
  void transposedProductsAreAddedToTheirColumnsOnly(
      @ForAll @IntRange(min = 1, max = 70) int rank,
      @ForAll @IntRange(min = 1, max = 130) int width,
      @ForAll long seed) {
    try (Arena arena = Arena.ofShared()) {
      float[] weights = randoms(rank * width, seed);
      Panel u = panel(1, rank, seed + 1);
      Panel y = panel(1, width, seed + 2);
      float[] before = y.values().clone();
      int from = width / 3;
      int to = width - width / 4;
      FloatMatrix matrix = floats(arena, weights, rank, width);
      matrix.addTransposed(from, to, u.values(), 0, y.values(), 0);
      for (int c = 0; c < width; c++) {
        double expected = before[c];
        for (int r = 0; c >= from && c < to && r < rank; r++) {
          expected += (double) weights[r * width + c] * u.values()[r];
        }
        assertThat((double) y.values()[c]).isCloseTo(expected, within(rank));
      }
    }
  }

  private static org.assertj.core.data.Offset<Double> within(int terms) {
    return org.assertj.core.data.Offset.offset(1e-5 * terms);
  }

  @Property(tries = 20)
  void zeroWeightsGiveZero(@ForAll @IntRange(min = 1, max = 40) int out) {
    try (Arena arena = Arena.ofShared()) {
      Panel y = Panel.of(1, out);
      Matrix matrix = Int8Matrix.of(new float[out * 64], out, 64, arena);
      matrix.multiply(panel(1, 64, 1), y, 1, 0, matrix.units());
      assertThat(y.values()).containsOnly(0);
    }
  }

  @Property(tries = 20)
  void numbersOfTheCacheAreReadAsWritten(
      @ForAll @IntRange(min = 1, max = 3) int heads,
      @ForAll @IntRange(min = 2, max = 70) int width,
      @ForAll boolean half,
      @ForAll long seed) {
    try (Arena arena = Arena.ofShared()) {
      MemorySegment memory = arena.allocate((half ? 2L : 4L) * 3 * heads * width, 64);
      KvView view = new KvView(memory, half, heads, width);
      float[] values = randoms(heads * width, seed);
      float[] query = randoms(width, seed + 1);
      view.write(2, values, 0);
      double sum = 0;
      for (int i = 0; i < width; i++) {
        float read = view.get(view.at(2, heads - 1) + i);
        float written = values[(heads - 1) * width + i];
        assertThat(Math.abs(read - written)).isLessThanOrEqualTo(Math.abs(written) / 256);
        sum += (double) read * query[i];
      }
      assertThat((double) view.dot(view.at(2, heads - 1), query, 0)).isCloseTo(sum, within(width));
    }
  }
}
