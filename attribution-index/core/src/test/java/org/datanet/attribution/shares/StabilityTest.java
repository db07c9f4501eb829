package org.datanet.attribution.shares;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.datanet.attribution.Samples;
import org.datanet.attribution.index.AttributionIndex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How the shares of an answer change when the answer is written in another way.
class StabilityTest {

  private static final Path PAGE = Path.of("../../docs/attribution-limits.md");
  private static final int OWNER = 1;

  @TempDir Path folder;

  private static List<String> paragraphs() {
    return Stream.of("moby-dick-001.txt", "moby-dick-006.txt", "moby-dick-014.txt")
        .flatMap(name -> Samples.paragraphs(name).stream())
        .filter(text -> Attacks.words(text).length >= 40)
        .toList();
  }

  @Test
  void equalTextsHaveEqualShares() { // R40
    try (AttributionIndex index = Samples.index(folder, Samples.literature())) {
      for (String answer : Answers.ALL) {
        List<String> written =
            List.of(
                answer,
                Normalizer.normalize(answer, Normalizer.Form.NFD),
                Normalizer.normalize(answer, Normalizer.Form.NFKC),
                answer.toUpperCase(Locale.ROOT),
                answer.replaceAll("\\s+", "\r\n"),
                answer.replace("-", "\u2010"),
                answer.replace('\'', '\u2019'));
        assertThat(Gain.attribute(index, written))
            .extracting(Attribution::shares)
            .containsOnly(Gain.attribute(index, List.of(answer)).getFirst().shares());
      }
    }
  }

  @Test
  void sharesFallWithTheWordsReplaced() throws IOException { // R40
    List<String> rows = new ArrayList<>();
    int last = Integer.MAX_VALUE;
    try (AttributionIndex index = Samples.index(folder, Samples.literature())) {
      for (int percent : new int[] {0, 5, 10, 20, 30, 40}) {
        List<Attribution> all =
            Gain.attribute(
                index, paragraphs().stream().map(text -> reworded(text, percent)).toList());
        int owner = mean(all.stream().map(a -> Gain.share(a, n -> n == OWNER)).toList());
        int others = mean(all.stream().map(a -> Gain.share(a, n -> n != OWNER)).toList());
        assertThat(owner).isLessThan(last);
        assertThat(others).isLessThanOrEqualTo(Gain.BOUND);
        last = owner;
        rows.add(
            String.format(
                Locale.ROOT, "| %d %% | %d | %,d | %,d |", percent, all.size(), owner, others));
      }
    }
    rows.forEach(System.out::println);
    assertThat(Files.readAllLines(PAGE)).containsAll(rows);
  }

  private static int mean(List<Integer> values) {
    return values.stream().mapToInt(Integer::intValue).sum() / values.size();
  }

  /// Replaces each word with the given chance, by one that stands in no record.
  private static String reworded(String text, int percent) {
    Random random = new Random(text.hashCode());
    String[] words = Attacks.words(text);
    for (int i = 0; i < words.length; i++) {
      words[i] = random.nextInt(100) < percent ? "zz" + i : words[i];
    }
    return String.join(" ", words);
  }
}
