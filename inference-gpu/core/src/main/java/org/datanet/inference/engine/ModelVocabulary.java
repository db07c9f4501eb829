package org.datanet.inference.engine;

import java.util.Set;
import org.datanet.inference.model.Tokenizer;
import org.datanet.inference.model.chat.Chat;

/// A model's tokenizer as the engine's vocabulary.
///
/// @param size rows of the model's embedding
record ModelVocabulary(Tokenizer tokenizer, int size) implements Vocabulary {

  @Override
  public int[] encode(String text) {
    return tokenizer.encodeText(text, true);
  }

  @Override
  public int[] encode(Chat chat) {
    return tokenizer.encode(chat);
  }

  @Override
  public String toolTemplate() {
    return tokenizer.toolTemplate();
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
  public Set<Integer> endIds() {
    return Set.copyOf(tokenizer.eosIds());
  }

  @Override
  public byte[] bytes(int id) {
    return tokenizer.bytes(id);
  }
}
