package org.datanet.inference.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.Map;

/// A model's files, opened and read once.
///
/// @param weights tensors by their Hugging Face names; they live as long as the arena
/// @param tokenizer what the tokenizer is made from
record ModelSource(LlamaConfig config, Map<String, TensorView> weights, TokenizerSource tokenizer) {

  /// Opens a folder in Hugging Face layout, or a GGUF file.
  ///
  /// @throws IllegalArgumentException when it is not a supported Llama-family model
  static ModelSource open(Path model, Arena arena) {
    return Gguf.isFile(model)
        ? gguf(model, arena)
        : new ModelSource(
            ConfigFile.read(model), WeightFiles.open(model, arena), TokenizerFolder.read(model));
  }

  private static ModelSource gguf(Path model, Arena arena) {
    try {
      Gguf file = Gguf.open(model, arena);
      GgufModel read = new GgufModel(file);
      LlamaConfig config = read.config();
      return new ModelSource(
          config, read.weights(arena), GgufTokenizer.read(file, config.vocab(), config.special()));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the model: " + e.getMessage(), e);
    }
  }
}
