package org.datanet.curation.duplicates;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ShinglesTest {

  @Property(tries = 200)
  void findsTheJaccardIndexOfTheSetsOfFiveWords(
      @ForAll @Size(min = 5, max = 60) List<@IntRange(min = 0, max = 3) Integer> a,
      @ForAll @Size(min = 5, max = 60) List<@IntRange(min = 0, max = 3) Integer> b) {
    Set<List<Integer>> left = fives(a);
    Set<List<Integer>> right = fives(b);
    Set<List<Integer>> common = new HashSet<>(left);
    common.retainAll(right);
    int union = left.size() + right.size() - common.size();
    assertThat(Shingles.of(text(a)).jaccardPpm(Shingles.of(text(b))))
        .isEqualTo((int) (common.size() * 1_000_000L / union));
  }

  @Property(tries = 100)
  void survivesStorage(@ForAll @Size(max = 60) List<@IntRange(min = 0, max = 9) Integer> words) {
    Shingles shingles = Shingles.of(text(words));
    assertThat(Shingles.of(shingles.bytes()).sorted()).isEqualTo(shingles.sorted());
  }

  @Test
  void givesEqualTextsEqualBucketsAndOthersNone() {
    long[] one = Bands.FILE.buckets(Shingles.of("the quick brown fox jumps over the lazy dog"));
    long[] same = Bands.FILE.buckets(Shingles.of("the quick brown fox jumps over the lazy dog"));
    long[] other = Bands.FILE.buckets(Shingles.of("call me ishmael some years ago never mind how"));
    assertThat(one).isEqualTo(same);
    assertThat(Arrays.stream(one).filter(b -> Arrays.stream(other).anyMatch(o -> o == b)))
        .isEmpty();
  }

  @Test
  void foldsLayoutLookAlikesAndInvisibleCharacters() {
    assertThat(NormalisedText.words("Тhе\u200b WHАLE,\u00a0said\n—he"))
        .isEqualTo(NormalisedText.words("the whale said he"));
  }

  private static Set<List<Integer>> fives(List<Integer> words) {
    Set<List<Integer>> fives = new HashSet<>();
    for (int i = 0; i + 5 <= words.size(); i++) {
      fives.add(words.subList(i, i + 5));
    }
    return fives;
  }

  private static String text(List<Integer> words) {
    return String.join(" ", words.stream().map(String::valueOf).toList());
  }
}
