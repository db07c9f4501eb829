package org.datanet.attribution.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SuffixArrayTest {

  @Property
  void sortsSmallAlphabetsLikeANaiveSort(
      @ForAll @Size(max = 60) List<@IntRange(max = 2) Integer> words) { // R17
    int[] text = ints(words);
    assertThat(SuffixArray.of(text, 3)).isEqualTo(naive(text));
  }

  @Property
  void sortsLargerAlphabetsLikeANaiveSort(
      @ForAll @Size(max = 200) List<@IntRange(max = 40) Integer> words) {
    int[] text = ints(words);
    assertThat(SuffixArray.of(text, 41)).isEqualTo(naive(text));
  }

  @Test
  void sortsHostileTexts() {
    int[] equal = new int[3000];
    int[] periodic = IntStream.range(0, 3000).map(i -> i % 7).toArray();
    int[] falling = IntStream.range(0, 3000).map(i -> 2999 - i).toArray();
    int[] sentinels = IntStream.range(0, 3000).map(i -> i % 2).toArray();
    for (int[] text : new int[][] {{}, {0}, equal, periodic, falling, sentinels, fibonacci()}) {
      assertThat(SuffixArray.of(text, 3000)).isEqualTo(naive(text));
    }
  }

  @Test
  void sortsARandomTextOfManyWords() {
    int[] text = new Random(1).ints(20_000, 0, 500).toArray();
    assertThat(SuffixArray.of(text, 500)).isEqualTo(naive(text));
  }

  private static int[] ints(List<Integer> words) {
    return words.stream().mapToInt(i -> i).toArray();
  }

  private static int[] fibonacci() {
    int[] a = {1};
    int[] b = {1, 0};
    while (b.length < 3000) {
      int[] next = Arrays.copyOf(b, a.length + b.length);
      System.arraycopy(a, 0, next, b.length, a.length);
      a = b;
      b = next;
    }
    return b;
  }

  private static int[] naive(int[] text) {
    return IntStream.range(0, text.length)
        .boxed()
        .sorted((a, b) -> Arrays.compare(text, a, text.length, text, b, text.length))
        .mapToInt(i -> i)
        .toArray();
  }
}
