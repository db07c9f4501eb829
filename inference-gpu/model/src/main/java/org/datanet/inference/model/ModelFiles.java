package org.datanet.inference.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.TreeMap;

/// Writes a trained base model as a Hugging Face folder: `config.json` and `model.safetensors`.
public final class ModelFiles {

  private ModelFiles() {}

  /// Writes the weights in flat order of [TrainableParameters], rounded to bfloat16.
  public static void write(LlamaConfig config, float[] weights, Path folder) {
    TreeMap<String, Safetensors.Entry> tensors = new TreeMap<>();
    int at = 0;
    for (WeightLayout.Weight weight : WeightLayout.of(config)) {
      float[] values = Arrays.copyOfRange(weights, at, at + weight.size());
      tensors.put(weight.name(), new Safetensors.Entry(values, weight.shape()));
      at += weight.size();
    }
    try {
      Files.createDirectories(folder);
      Safetensors.write(folder.resolve("model.safetensors"), tensors, true);
      config.write(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the model: " + e.getMessage(), e);
    }
  }
}
