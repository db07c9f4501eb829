package org.datanet.attribution.index;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/// Texts that are hard for suffix sorters, by name: repeats of every kind, extreme orders, extreme
/// alphabets.
final class HostileTexts {

  private HostileTexts() {}

  static Map<String, int[]> of(int size) {
    Map<String, int[]> texts = new LinkedHashMap<>();
    texts.put("all equal", text(size, i -> 0));
    texts.put("period of 7", text(size, i -> i % 7));
    texts.put("period of 1000", text(size, i -> i * 31 % 1000));
    texts.put("rising", text(size, i -> i));
    texts.put("falling", text(size, i -> size - 1 - i));
    texts.put("up and down", text(size, i -> Math.abs(i % 2000 - 1000)));
    texts.put("documents of one word", text(size, i -> i % 2));
    texts.put("documents of different words", text(size, i -> i % 2 * (i % 7919 % 1000 + 1)));
    texts.put("empty documents at the end", text(size, i -> i < size / 2 ? i % 50 : 0));
    texts.put("Thue-Morse", text(size, i -> Integer.bitCount(i) & 1));
    texts.put("runs that grow", text(size, i -> (int) Math.sqrt(i) & 1));
    texts.put("Fibonacci", fibonacci(size));
    texts.put("random bits", random(size, 2));
    texts.put("random words", random(size, size));
    texts.put("random words of which few are used", text(random(size, 9), i -> i * 100_000));
    texts.put("a passage again and again", repeats(size));
    return texts;
  }

  private static int[] text(int size, IntUnaryOperator word) {
    return IntStream.range(0, size).map(word).toArray();
  }

  private static int[] text(int[] places, IntUnaryOperator word) {
    return Arrays.stream(places).map(word).toArray();
  }

  private static int[] random(int size, int alphabet) {
    return new Random(1).ints(size, 0, alphabet).toArray();
  }

  private static int[] fibonacci(int size) {
    int[] a = {1};
    int[] b = {1, 0};
    while (b.length < size) {
      int[] next = Arrays.copyOf(b, a.length + b.length);
      System.arraycopy(a, 0, next, b.length, a.length);
      a = b;
      b = next;
    }
    return Arrays.copyOf(b, size);
  }

  private static int[] repeats(int size) {
    int[] text = random(size, 300);
    int passage = size / 5;
    for (int k = 1; k < 5; k++) {
      System.arraycopy(text, 0, text, k * passage, passage - k);
    }
    return text;
  }
}
