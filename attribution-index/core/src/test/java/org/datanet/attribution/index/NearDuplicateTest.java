package org.datanet.attribution.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.datanet.attribution.Samples;
import org.datanet.attribution.text.WordTokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How many near duplicates are found, on edited paragraphs of real text.
class NearDuplicateTest {

  private static final double[] BANDS = {0, 0.7, 0.8, 0.85, 0.9, 0.95, 1};

  private static final Path PAGE = Path.of("../../docs/attribution-limits.md");

  @TempDir Path folder;

  /// A paragraph and an edited one, with their exact Jaccard index.
  private record Pair(String text, String edited, double jaccard) {}

  /// Pairs of one index, and how many share a cluster.
  private record Found(int pairs, int together) {}

  private static List<String> paragraphs() {
    return Stream.of("moby-dick-001.txt", "moby-dick-006.txt", "moby-dick-014.txt")
        .flatMap(name -> Samples.paragraphs(name).stream())
        .filter(text -> text.split("\\s+").length >= 40)
        .toList();
  }

  /// Replaces, drops, doubles or moves words: from one edit up to one in 16 words.
  private static String edited(String text, Random random) {
    List<String> words = new ArrayList<>(List.of(text.split("\\s+")));
    for (int edits = 1 + random.nextInt(words.size() / 16); edits > 0; edits--) {
      int at = random.nextInt(words.size());
      switch (random.nextInt(4)) {
        case 0 -> words.set(at, "harbour");
        case 1 -> words.remove(at);
        case 2 -> words.add(at, words.get(at));
        default -> words.subList(at, Math.min(words.size(), at + 1 + random.nextInt(12))).clear();
      }
      if (words.size() < 20) {
        break;
      }
    }
    return String.join(" ", words);
  }

  private static double jaccard(String a, String b) {
    Set<List<String>> left = shingles(a);
    Set<List<String>> both = shingles(b);
    int sizes = left.size() + both.size();
    both.retainAll(left);
    return (double) both.size() / (sizes - both.size());
  }

  private static Set<List<String>> shingles(String text) {
    List<String> words = WordTokens.of(text).words();
    Set<List<String>> shingles = new HashSet<>();
    for (int i = 0; i + Shingles.WORDS <= words.size(); i++) {
      shingles.add(words.subList(i, i + Shingles.WORDS));
    }
    return shingles;
  }

  private static List<Pair> pairs() {
    Random random = new Random(1);
    List<Pair> pairs = new ArrayList<>();
    for (int round = 0; round < 60; round++) {
      for (String text : paragraphs()) {
        String edited = edited(text, random);
        pairs.add(new Pair(text, edited, jaccard(text, edited)));
      }
    }
    return pairs;
  }

  /// Whether each pair shares a cluster. An index holds one pair of each paragraph.
  private boolean[] together(List<Pair> pairs) {
    boolean[] together = new boolean[pairs.size()];
    int paragraphs = paragraphs().size();
    for (int from = 0; from < pairs.size(); from += paragraphs) {
      List<IndexedRecord> records = new ArrayList<>();
      for (int i = from; i < from + paragraphs; i++) {
        records.add(Samples.record(2 * i, 1, pairs.get(i).text()));
        records.add(Samples.record(2 * i + 1, 2, pairs.get(i).edited()));
      }
      try (AttributionIndex index = Samples.index(folder.resolve("" + from), records)) {
        for (int i = 0; i < paragraphs; i++) {
          together[from + i] = index.cluster(2 * i) == index.cluster(2 * i + 1);
        }
      }
    }
    return together;
  }

  @Test
  void nearDuplicatesAreFoundAndOthersAreNot() throws IOException { // R41
    List<Pair> pairs = pairs();
    boolean[] together = together(pairs);
    Found[] found = new Found[BANDS.length - 1];
    Arrays.fill(found, new Found(0, 0));
    for (int i = 0; i < together.length; i++) {
      int band = 0;
      while (band + 2 < BANDS.length && pairs.get(i).jaccard() >= BANDS[band + 1]) {
        band++;
      }
      found[band] = new Found(found[band].pairs + 1, found[band].together + (together[i] ? 1 : 0));
      assertThat(together[i] && pairs.get(i).jaccard() < 0.8).as("false merge").isFalse();
    }
    int near = Arrays.stream(found, 2, found.length).mapToInt(Found::pairs).sum();
    int met = Arrays.stream(found, 2, found.length).mapToInt(Found::together).sum();
    assertThat(near).isGreaterThanOrEqualTo(500);
    assertThat(met).isGreaterThanOrEqualTo((int) Math.ceil(near * 0.95));
    assertThat(found[2].together).isGreaterThanOrEqualTo((int) (found[2].pairs * 0.95));
    assertThat(Files.readAllLines(PAGE)).containsAll(rows(found));
  }

  private static List<String> rows(Found[] found) {
    List<String> rows = new ArrayList<>();
    for (int band = 0; band < found.length; band++) {
      rows.add(
          String.format(
              Locale.ROOT,
              "| %.2f to %.2f | %d | %d |",
              BANDS[band],
              BANDS[band + 1],
              found[band].pairs,
              found[band].together));
    }
    rows.forEach(System.out::println);
    return rows;
  }

  @Test
  void laterRecordsNeverJoinTwoClusters() { // R41
    String[] to = paragraphs().get(1).split("\\s+");
    String[] text = Arrays.copyOf(paragraphs().get(4).split("\\s+"), to.length);
    List<IndexedRecord> records = new ArrayList<>();
    records.add(Samples.record(1, 9, String.join(" ", text)));
    records.add(Samples.record(2, 1, String.join(" ", to)));
    for (int at = 0; at < to.length; at++) {
      text[at] = to[at];
      records.add(Samples.record(3 + at, 9, String.join(" ", text)));
    }
    try (AttributionIndex index = Samples.index(folder.resolve("chain"), records)) {
      assertThat(index.cluster(0)).isNotEqualTo(index.cluster(1));
      assertThat(index.cluster(records.size() - 1)).isEqualTo(index.cluster(1));
    }
  }
}
