package org.datanet.inference.model;

import java.nio.file.Path;
import java.util.Optional;

/// What a model's files say about its tokenizer, whatever their format.
///
/// @param json `tokenizer.json` as Hugging Face tokenizers reads it
/// @param vocab number of ids the model knows
/// @param addsBos whether a text starts with the begin-of-text token; empty: as `json` has it
/// @param bos the begin-of-text token as text, or empty; likewise `eos`
/// @param chatTemplate Jinja text of the model's chat template
/// @param toolTemplate the one for conversations with tools, where it differs
record TokenizerSource(
    String json,
    int vocab,
    SpecialIds special,
    Optional<Boolean> addsBos,
    Optional<String> bos,
    Optional<String> eos,
    Optional<String> chatTemplate,
    Optional<String> toolTemplate,
    GenerationDefaults defaults) {

  /// Reads a model folder in Hugging Face layout, or a GGUF file.
  static TokenizerSource read(Path model) {
    return Gguf.isFile(model) ? GgufTokenizer.read(model) : TokenizerFolder.read(model);
  }
}
