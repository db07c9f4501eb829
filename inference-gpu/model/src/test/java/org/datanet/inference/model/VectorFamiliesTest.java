package org.datanet.inference.model;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

// R39: for every family's shape the decoder in Java gives the script's numbers.
class VectorFamiliesTest {

  private static final int TOKENS = 11;

  static List<LlamaConfig> shapes() {
    Rope plain = Rope.plain(10_000);
    Rope stretched = new Rope(500_000, "llama3", 8, 1, 4, 8);
    return List.of(
        shape(new Attention(4, 2, 16, true, true, false, 0, 0), plain, 97, true, true),
        shape(new Attention(6, 6, 10, true, false, false, 0, 0), stretched, 100, false, false),
        shape(new Attention(8, 1, 24, false, false, true, 0, 0), plain, 51, false, true),
        shape(new Attention(3, 3, 32, false, false, true, 4, 1), plain, 64, false, false));
  }

  private static LlamaConfig shape(
      Attention attention, Rope rope, int vocab, boolean mlpBias, boolean tied) {
    SpecialIds ids = new SpecialIds(0, List.of(1));
    return new LlamaConfig(2, 40, 72, vocab, attention, rope, 1e-5, mlpBias, tied, 64, ids);
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void stepsOfTheScriptAndOfJavaAgree(LlamaConfig shape, @TempDir Path folder) throws IOException {
    writeModel(shape, folder);
    try (Decoder torch = TorchDecoder.open(shape, 1);
        BaseWeights weights = BaseWeights.load(folder, shape, torch);
        KvCache scriptCache = new KvCache(torch, shape, Precision.F32, 64);
        KvCache javaCache = new KvCache(torch, shape, Precision.F32, 64);
        VectorDecoder java =
            VectorDecoder.open(WeightFiles.open(folder, Arena.ofAuto()), shape, true, 2)) {
      for (int from = 0; from < TOKENS; from++) {
        StepBatch batch = batch(from, from % 2 + 1);
        float[] expected = script(torch, weights, scriptCache, batch);
        float[][] got = java.step(batch, javaCache, null);
        for (int row = 0; row < got.length; row++) {
          assertThat(Golden.worst(got[row], expected, row * shape.vocab())).isLessThan(5e-5);
        }
      }
    }
  }

  private static float[] script(
      Decoder torch, BaseWeights weights, KvCache cache, StepBatch batch) {
    try (NDManager scope = torch.arrays().newSubManager()) {
      StepInput input = StepInput.of(scope, batch);
      return torch.step(input, weights.steps(false), null, cache).toFloatArray();
    }
  }

  /// The next token of two rows, of one row where `rows` is 1.
  private static StepBatch batch(int at, int rows) {
    int[][] ids = new int[rows][];
    int[][] places = new int[rows][];
    int[][] write = new int[rows][];
    int[][] read = new int[rows][];
    for (int row = 0; row < rows; row++) {
      int first = 1 + row * 20;
      ids[row] = new int[] {(at * 7 + row * 3) % 50};
      places[row] = new int[] {at};
      write[row] = new int[] {first + at};
      read[row] = IntStream.rangeClosed(first, first + at).toArray();
    }
    return new StepBatch(ids, places, write, read, at + 1, new int[rows], new int[rows]);
  }

  private static void writeModel(LlamaConfig shape, Path folder) throws IOException {
    Random random = new Random(5);
    SortedMap<String, Safetensors.Entry> tensors = new TreeMap<>();
    for (WeightLayout.Weight weight : WeightLayout.of(shape)) {
      float[] values = new float[weight.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) random.nextGaussian() * 0.2f + (weight.isMatrix() ? 0 : 0.7f);
      }
      tensors.put(weight.name(), new Safetensors.Entry(values, weight.shape()));
    }
    Safetensors.write(folder.resolve("model.safetensors"), tensors, false);
  }
}
