package org.datanet.inference.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;

/// A model in 32-bit floats whose matrices are off by what a precision costs. What that does to the
/// logits depends on the model and on nothing else: it is the measure for an engine that computes
/// in the precision.
///
/// BF16: every weight is moved by 2^-8 of itself, up or down at random, twice the most that
/// rounding to bfloat16 moves it, because activations are rounded too. INT8: every weight is the
/// integer and scale that [Int8Matrix] keeps of it, and nothing else is rounded.
final class NoisyModel {

  /// What the folder holds.
  static final List<String> FILES = List.of("config.json", "tokenizer.json", "model.safetensors");

  private static final float BF16_NOISE = 1 / 256f;

  private NoisyModel() {}

  /// Writes the noisy model as a folder in Hugging Face layout.
  static void write(Path model, Precision precision, Path folder) {
    LlamaConfig config = LlamaConfig.read(model);
    TreeMap<String, Safetensors.Entry> noisy = new TreeMap<>();
    try (Arena arena = Arena.ofConfined()) {
      Map<String, TensorView> exact = WeightFiles.open(model, arena);
      for (WeightLayout.Weight weight : WeightLayout.of(config)) {
        float[] values = Objects.requireNonNull(exact.get(weight.name())).floats();
        if (weight.isMatrix()) {
          disturb(values, weight, precision);
        }
        noisy.put(weight.name(), new Safetensors.Entry(values, weight.shape()));
      }
      Safetensors.write(folder.resolve("model.safetensors"), noisy, false);
      for (String name : FILES.subList(0, 2)) {
        Files.copy(model.resolve(name), folder.resolve(name));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void disturb(float[] values, WeightLayout.Weight weight, Precision precision) {
    if (precision == Precision.BF16) {
      Random random = new Random(weight.name().hashCode());
      for (int i = 0; i < values.length; i++) {
        values[i] *= random.nextBoolean() ? 1 + BF16_NOISE : 1 - BF16_NOISE;
      }
      return;
    }
    int out = (int) weight.shape()[0];
    int in = (int) weight.shape()[1];
    try (Arena arena = Arena.ofShared()) {
      Int8Matrix rounded = Int8Matrix.of(values, out, in, arena);
      for (int row = 0; row < out; row++) {
        rounded.row(row, values, row * in);
      }
    }
  }
}
