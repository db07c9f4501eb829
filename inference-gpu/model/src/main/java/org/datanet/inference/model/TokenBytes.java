package org.datanet.inference.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/// The text bytes of each token of a `tokenizer.json`: byte-level BPE, whose tokens are spelt in
/// the alphabet of GPT-2 (each byte one printable character), or Llama-2 style, with `▁` for a
/// space and `<0x0A>` for single bytes.
final class TokenBytes {

  private static final byte[] NOTHING = {};

  private final Map<Integer, byte[]> bytes = new HashMap<>();

  private TokenBytes() {}

  /// @param tokenizer the content of a `tokenizer.json`
  static TokenBytes of(JsonNode tokenizer) {
    TokenBytes all = new TokenBytes();
    boolean byteLevel = tokenizer.path("decoder").toString().contains("ByteLevel");
    JsonNode vocab = tokenizer.path("model").path("vocab");
    vocab
        .properties()
        .forEach(token -> all.put(token.getValue().asInt(), token.getKey(), byteLevel));
    for (int id = 0; vocab.isArray() && id < vocab.size(); id++) { // a unigram model: [text, score]
      all.put(id, vocab.get(id).path(0).asText(), byteLevel);
    }
    tokenizer.path("added_tokens").forEach(all::added);
    return all;
  }

  private void put(int id, String spelling, boolean byteLevel) {
    bytes.put(id, byteLevel ? byteLevel(spelling) : pieces(spelling));
  }

  byte[] of(int id) {
    return bytes.getOrDefault(id, NOTHING);
  }

  private void added(JsonNode token) {
    bytes.put(
        token.path("id").asInt(),
        token.path("special").asBoolean()
            ? NOTHING
            : token.path("content").asText().getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] byteLevel(String spelling) {
    byte[] out = new byte[spelling.length()];
    for (int i = 0; i < out.length; i++) {
      out[i] = (byte) byteOf(spelling.charAt(i));
    }
    return out;
  }

  /// Printable Latin-1 characters stand for themselves; the other bytes were given the characters
  /// from U+0100 on, in ascending order.
  private static int byteOf(char c) {
    if (c < 0x100) {
      return c;
    }
    int rank = c - 0x100;
    return rank < 33 ? rank : rank < 67 ? rank - 33 + 0x7f : 0xad;
  }

  private static byte[] pieces(String spelling) {
    if (spelling.matches("<0x[0-9A-F]{2}>")) {
      return new byte[] {(byte) Integer.parseInt(spelling.substring(3, 5), 16)};
    }
    return spelling.replace('▁', ' ').getBytes(StandardCharsets.UTF_8);
  }
}
