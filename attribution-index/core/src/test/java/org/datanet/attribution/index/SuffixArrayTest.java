package org.datanet.attribution.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.datanet.attribution.AttributionProblem;
import org.datanet.kernel.ProblemException;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class SuffixArrayTest {

  @Property
  void sortsSmallAlphabetsLikeANaiveSort(
      @ForAll @Size(max = 60) List<@IntRange(max = 2) Integer> words) { // R17
    int[] text = ints(words);
    assertThat(SuffixArray.inJava(text, 3)).isEqualTo(naive(text));
  }

  @Property
  void sortsLargerAlphabetsLikeANaiveSort(
      @ForAll @Size(max = 200) List<@IntRange(max = 40) Integer> words) {
    int[] text = ints(words);
    assertThat(SuffixArray.inJava(text, 41)).isEqualTo(naive(text));
  }

  @Property
  void sortsPassagesThatOccurAgainAmongFewWordsOfALargeAlphabet(
      @ForAll @Size(min = 1, max = 6) List<@IntRange(max = 3_000_000) Integer> words,
      @ForAll @IntRange(min = 2, max = 2000) int size,
      @ForAll long seed) {
    Random random = new Random(seed);
    int[] text =
        IntStream.range(0, size).map(i -> words.get(random.nextInt(words.size()))).toArray();
    for (int k = 0; k < 5; k++) {
      int length = random.nextInt(size / 2);
      int from = random.nextInt(size - length);
      System.arraycopy(text, from, text, random.nextInt(size - length), length);
    }
    assertThat(SuffixArray.inJava(text, 3_000_001)).isEqualTo(naive(text));
  }

  @TestFactory
  List<DynamicTest> sortsHostileTexts() {
    return each(
        3000,
        (text, alphabet) -> assertThat(SuffixArray.inJava(text, alphabet)).isEqualTo(naive(text)));
  }

  @TestFactory
  List<DynamicTest> sortsLongHostileTexts() {
    return each(
        500_000, (text, alphabet) -> assertSorted(text, SuffixArray.inJava(text, alphabet)));
  }

  @Test
  void sortsShortTexts() {
    for (int[] text : new int[][] {{}, {0}, {1}, {0, 0}, {0, 1}, {1, 0}, {1, 1}, {1, 0, 0}}) {
      assertThat(SuffixArray.inJava(text, 2)).isEqualTo(naive(text));
    }
  }

  @Test
  void leavesTheTextAsItWas() {
    int[] text = new Random(1).ints(20_000, 0, 500).toArray();
    int[] before = text.clone();
    SuffixArray.inJava(text, 500);
    assertThat(text).isEqualTo(before);
  }

  @TestFactory
  List<DynamicTest> sortsLikeLibsais() {
    String library = System.getProperty(Libsais.PROPERTY, System.getenv("DATANET_LIBSAIS"));
    assumeTrue(library != null, "no libsais: name one by DATANET_LIBSAIS");
    Libsais libsais = new Libsais(Path.of(library));
    return each(
        200_000,
        (text, alphabet) ->
            assertThat(SuffixArray.inJava(text, alphabet)).isEqualTo(libsais.sort(text, alphabet)));
  }

  @Test
  void namesThePropertyOfALibsaisThatCannotBeLoaded() {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> new Libsais(Path.of("no-libsais.so")).sort(new int[2], 1))
        .withMessageContaining("no-libsais.so cannot be loaded")
        .withMessageContaining("datanet.libsais")
        .matches(e -> e.problem() == AttributionProblem.SUFFIX_SORTER_UNUSABLE);
  }

  private interface Check {
    void of(int[] text, int alphabet);
  }

  private static List<DynamicTest> each(int size, Check check) {
    return HostileTexts.of(size).entrySet().stream()
        .map(text -> DynamicTest.dynamicTest(text.getKey(), () -> of(check, text)))
        .toList();
  }

  private static void of(Check check, Map.Entry<String, int[]> text) {
    check.of(text.getValue(), Arrays.stream(text.getValue()).max().orElse(0) + 1);
  }

  private static int[] ints(List<Integer> words) {
    return words.stream().mapToInt(i -> i).toArray();
  }

  private static int[] naive(int[] text) {
    return IntStream.range(0, text.length)
        .boxed()
        .sorted((a, b) -> Arrays.compare(text, a, text.length, text, b, text.length))
        .mapToInt(i -> i)
        .toArray();
  }

  /// In linear time: every place once, and each suffix after the one before it by its first word
  /// and the rank of the rest.
  private static void assertSorted(int[] text, int[] ranked) {
    int[] rank = new int[text.length + 1];
    for (int i = 0; i < ranked.length; i++) {
      assertThat(rank[ranked[i]]).isZero();
      rank[ranked[i]] = i + 1;
    }
    for (int i = 1; i < ranked.length; i++) {
      int a = ranked[i - 1];
      int b = ranked[i];
      boolean ordered = text[a] == text[b] ? rank[a + 1] < rank[b + 1] : text[a] < text[b];
      assertThat(ordered).as("rank %s", i).isTrue();
    }
  }
}
