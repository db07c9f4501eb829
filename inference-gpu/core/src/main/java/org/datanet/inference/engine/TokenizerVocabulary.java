package org.datanet.inference.engine;

import org.datanet.inference.model.Tokenizer;

/// A model's tokenizer as the engine's vocabulary.
record TokenizerVocabulary(Tokenizer tokenizer) implements Vocabulary {

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
}
