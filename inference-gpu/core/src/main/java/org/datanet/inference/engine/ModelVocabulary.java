package org.datanet.inference.engine;

import java.nio.file.Path;
import org.datanet.inference.model.Tokenizer;

/// A model's tokenizer as the engine's vocabulary.
record ModelVocabulary(Tokenizer tokenizer, TokenBytes tokenBytes, int size) implements Vocabulary {

  /// @param size rows of the model's embedding
  static ModelVocabulary of(Path modelFolder, Tokenizer tokenizer, int size) {
    return new ModelVocabulary(tokenizer, TokenBytes.read(modelFolder), size);
  }

  @Override
  public int[] encode(String text) {
    return tokenizer.encode(text, true);
  }

  @Override
  public String decode(int[] ids) {
    return tokenizer.decode(ids, true);
  }

  @Override
  public int endId() {
    return tokenizer.eosId();
  }

  @Override
  public byte[] bytes(int id) {
    return tokenBytes.of(id);
  }
}
