package org.datanet.inference.model;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.datanet.inference.model.chat.Chat;
import org.datanet.inference.model.chat.ChatTemplate;

/// Text to token ids and back, as the model's `tokenizer.json` defines it. Safe for many threads.
public final class Tokenizer implements AutoCloseable {

  private final HuggingFaceTokenizer tokenizer;
  private final LlamaConfig config;

  private Tokenizer(HuggingFaceTokenizer tokenizer, LlamaConfig config) {
    this.tokenizer = tokenizer;
    this.config = config;
  }

  /// Reads `tokenizer.json` and the special ids in `config.json`.
  public static Tokenizer load(Path modelFolder) {
    Map<String, String> options =
        Map.of("addSpecialTokens", "false", "truncation", "false", "padding", "false");
    try {
      return new Tokenizer(
          HuggingFaceTokenizer.newInstance(modelFolder.resolve("tokenizer.json"), options),
          LlamaConfig.read(modelFolder));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read tokenizer.json of the model", e);
    }
  }

  /// Ids of a text. Special tokens written out in the text are recognised, so callers that encode
  /// foreign text must not rely on them as boundaries.
  public int[] encode(String text, boolean addBos) {
    long[] ids = tokenizer.encode(text, false, false).getIds();
    int[] out = new int[ids.length + (addBos ? 1 : 0)];
    if (addBos) {
      out[0] = bosId();
    }
    for (int i = 0; i < ids.length; i++) {
      out[out.length - ids.length + i] = (int) ids[i];
    }
    return out;
  }

  /// Like [#encode(String, boolean)], but special tokens written out in the text stay text: for
  /// texts of strangers.
  public int[] encodeText(String text, boolean addBos) {
    return encode(text, addBos);
  }

  /// Ids of a conversation in the form that the model was trained on. Special tokens count only
  /// where the template itself writes them; in messages and tools they are text.
  ///
  /// @throws IllegalArgumentException when the template refuses the conversation, with its reason
  public int[] encode(Chat chat) {
    return encode(chatTemplate().render(chat, "", ""), false);
  }

  /// The model's chat template; [ChatTemplate#CONTINUATION] where it has none.
  public ChatTemplate chatTemplate() {
    return ChatTemplate.CONTINUATION;
  }

  /// How the model's makers want it sampled.
  public GenerationDefaults generationDefaults() {
    return new GenerationDefaults(
        List.of(eosId()), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  /// Text of ids. Bytes that are not UTF-8 (a character cut in two) become U+FFFD.
  public String decode(int[] ids, boolean skipSpecial) {
    long[] wide = new long[ids.length];
    for (int i = 0; i < ids.length; i++) {
      wide[i] = ids[i];
    }
    return tokenizer.decode(wide, skipSpecial);
  }

  /// Id that starts a text.
  public int bosId() {
    return config.bosId();
  }

  /// Id that ends a text.
  public int eosId() {
    return config.eosId();
  }

  /// Number of ids the model knows.
  public int vocabSize() {
    return config.vocab();
  }

  @Override
  public void close() {
    tokenizer.close();
  }
}
