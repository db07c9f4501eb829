package org.datanet.inference.constrained;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.ObjIntConsumer;
import java.util.stream.IntStream;

/// The tokens of a vocabulary in the order of their bytes, so that tokens with a common beginning
/// are read together: the order in which a trie would be walked. Immutable.
public final class TokenTexts {

  private final byte[][] texts;
  private final int[] ids;
  private final int[] shared;
  private final byte[][] textOfId;
  private final int longest;
  private final Set<Integer> endIds;

  private TokenTexts(byte[][] texts, int[] ids, byte[][] textOfId, Set<Integer> endIds) {
    this.texts = texts;
    this.ids = ids;
    this.textOfId = textOfId;
    this.longest = Arrays.stream(texts).mapToInt(t -> t.length).max().orElse(0);
    this.endIds = Set.copyOf(endIds);
    this.shared = new int[ids.length];
    for (int i = 1; i < ids.length; i++) {
      int end = Arrays.mismatch(texts[i - 1], texts[i]);
      shared[i] = end < 0 ? texts[i].length : end;
    }
  }

  /// @param size number of tokens
  /// @param bytes of each token; empty for one that is no text
  /// @param endIds the tokens after which nothing follows
  public static TokenTexts of(int size, IntFunction<byte[]> bytes, Set<Integer> endIds) {
    byte[][] all = new byte[size][];
    Arrays.setAll(all, bytes);
    int[] ids =
        IntStream.range(0, size)
            .filter(id -> all[id].length > 0 && !endIds.contains(id))
            .boxed()
            .sorted(Comparator.comparing((Integer id) -> all[id], Arrays::compareUnsigned))
            .mapToInt(Integer::intValue)
            .toArray();
    byte[][] sorted = Arrays.stream(ids).mapToObj(id -> all[id]).toArray(byte[][]::new);
    return new TokenTexts(sorted, ids, all, endIds);
  }

  int size() {
    return textOfId.length;
  }

  Set<Integer> endIds() {
    return endIds;
  }

  /// Calls for each token that may come: what may follow it, and its id.
  void walk(Language from, Languages in, ObjIntConsumer<Language> allowed) {
    Language[] path = new Language[longest + 1];
    path[0] = from;
    int read = 0;
    boolean failed = false;
    for (int i = 0; i < ids.length; i++) {
      if (failed && shared[i] > read) {
        continue;
      }
      read = Math.min(read, shared[i]);
      failed = false;
      byte[] text = texts[i];
      while (read < text.length && !failed) {
        Language next = path[read].after(text[read] & 0xff, in);
        failed = next.impossible();
        if (!failed) {
          path[++read] = next;
        }
      }
      if (!failed) {
        allowed.accept(path[read], ids[i]);
      }
    }
  }

  /// Tokens of a text, the longest possible first; empty when they cannot write it.
  List<Integer> tokens(byte[] text) {
    Integer[] tokens = new Integer[text.length];
    int count = 0;
    for (int at = 0; at < text.length; count++) {
      int found = longestAt(text, at);
      if (found < 0) {
        return List.of();
      }
      tokens[count] = ids[found];
      at += texts[found].length;
    }
    return List.of(Arrays.copyOf(tokens, count));
  }

  private int longestAt(byte[] text, int at) {
    for (int length = Math.min(longest, text.length - at); length > 0; length--) {
      byte[] part = Arrays.copyOfRange(text, at, at + length);
      int found = Arrays.binarySearch(texts, part, Arrays::compareUnsigned);
      if (found >= 0) {
        return found;
      }
    }
    return -1;
  }

  byte[] text(int id) {
    return textOfId[id];
  }
}
