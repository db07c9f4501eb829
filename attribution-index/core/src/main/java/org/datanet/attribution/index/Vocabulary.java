package org.datanet.attribution.index;

import static java.nio.charset.StandardCharsets.UTF_8;

/// The words of a segment in the order of their UTF-8 bytes; ids start at 1.
final class Vocabulary {

  private final Values bytes;
  private final Values starts;
  private final Values slots;

  Vocabulary(SectionFile file) {
    bytes = file.values(SectionKind.VOCABULARY_BYTES);
    starts = file.values(SectionKind.VOCABULARY_STARTS);
    slots = file.values(SectionKind.VOCABULARY_SLOTS);
  }

  int size() {
    return (int) starts.count() - 1;
  }

  String word(int id) {
    return new String(utf8(id), UTF_8);
  }

  byte[] utf8(int id) {
    long from = starts.get(id - 1L);
    byte[] word = new byte[(int) (starts.get(id) - from)];
    for (int i = 0; i < word.length; i++) {
      word[i] = (byte) bytes.get(from + i);
    }
    return word;
  }

  /// The hash of a word, the same in every segment.
  long hash(int id) {
    byte[] word = utf8(id);
    return HashSlots.ofBytes(word, 0, word.length);
  }

  /// The id of a word in UTF-8 with its hash, or -1.
  int id(byte[] word, long hash) {
    int entry = HashSlots.find(slots, hash, candidate -> isWord(candidate, word));
    return entry < 0 ? -1 : entry + 1;
  }

  private boolean isWord(int entry, byte[] word) {
    long from = starts.get(entry);
    if (starts.get(entry + 1L) - from != word.length) {
      return false;
    }
    for (int i = 0; i < word.length; i++) {
      if ((byte) bytes.get(from + i) != word[i]) {
        return false;
      }
    }
    return true;
  }
}
