package org.datanet.attribution.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.datanet.attribution.Samples;
import org.datanet.attribution.index.AttributionIndex;
import org.datanet.attribution.index.IndexedRecord;
import org.datanet.attribution.text.WordTokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PhraseQueryTest {

  @TempDir Path folder;

  @Property(tries = 60)
  void agreesWithReadingEveryRecord(
      @ForAll @IntRange(min = 1, max = 12) int records,
      @ForAll @IntRange(min = 1, max = 4) int vocabulary,
      @ForAll @IntRange(min = 1, max = 4) int segments,
      @ForAll long seed)
      throws IOException { // R17, R33
    Random random = new Random(seed);
    List<List<String>> texts = new ArrayList<>();
    for (int i = 0; i < records; i++) {
      texts.add(words(random, vocabulary, random.nextInt(30)));
    }
    List<String> question = words(random, vocabulary + 1, 25);
    Path temporary = Files.createTempDirectory("phrases");
    try (AttributionIndex index = Samples.index(temporary, records(texts), 600 / segments)) {
      int[] longest = new PhraseQuery(index, question).longestMatches();
      for (int from = 0; from < question.size(); from++) {
        assertThat(longest[from]).isEqualTo(naiveLongest(texts, question, from));
        for (int to = from + 1; to <= Math.min(question.size(), from + 6); to++) {
          assertSamePlaces(index, texts, question.subList(from, to));
        }
      }
    } finally {
      delete(temporary);
    }
  }

  @Test
  void agreesWithReadingOnRealText() { // R33
    List<IndexedRecord> records = Samples.literature();
    List<List<String>> texts =
        records.stream().map(record -> WordTokens.of(record.text()).words()).toList();
    List<String> question = new ArrayList<>(texts.get(20));
    question.addAll(texts.get(7).subList(3, texts.get(7).size()));
    Collections.swap(question, 5, question.size() / 2);
    try (AttributionIndex index = Samples.index(folder, records, 5_000)) {
      assertThat(index.segmentCount()).isGreaterThan(1);
      int[] longest = new PhraseQuery(index, question).longestMatches();
      for (int from = 0; from < question.size(); from++) {
        assertThat(longest[from]).isEqualTo(naiveLongest(texts, question, from));
        int to = Math.min(question.size(), from + 1 + from % 5);
        assertSamePlaces(index, texts, question.subList(from, to), records);
      }
    }
  }

  @Test
  void searchingAllocatesNothing() {
    try (AttributionIndex index = Samples.index(folder, Samples.literature())) {
      int[] ids = index.wordIds(WordTokens.of(Samples.text("moby-dick-014.txt")).words())[0];
      SegmentSearch search = new SegmentSearch(index.segment(0), ids);
      int[] matches = new int[ids.length];
      ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
      long allocated = 1;
      for (int round = 0; round < 20_000 && allocated > 0; round++) { // until it is compiled
        long before = threads.getCurrentThreadAllocatedBytes();
        search.longestMatches(matches);
        search.ranks(3, 9);
        allocated = threads.getCurrentThreadAllocatedBytes() - before;
      }
      assertThat(allocated).isZero();
      assertThat(Arrays.stream(matches).max().orElseThrow()).isGreaterThan(50);
    }
  }

  @Test
  void matchesNeverCrossRecords() {
    try (AttributionIndex index =
        Samples.index(
            folder,
            List.of(Samples.record(1, 1, "call me"), Samples.record(2, 2, "ishmael some years")))) {
      assertThat(query(index, "call me ishmael").count()).isZero();
      assertThat(query(index, "Ishmael  SOME").count()).isEqualTo(1);
      assertThat(query(index, "").count()).isZero();
      assertThat(query(index, "some years").locate(10))
          .containsExactly(new Occurrence(Samples.recordId(2), 1, 1));
    }
  }

  @Test
  void aSpanWithinAnotherIsNotMaximal() {
    assertThat(PhraseQuery.maximalSpans(new int[] {3, 2, 4, 3, 2, 1, 0, 2}, 2))
        .containsExactly(new WordSpan(0, 3), new WordSpan(2, 6), new WordSpan(7, 9));
  }

  private static PhraseQuery query(AttributionIndex index, String text) {
    return new PhraseQuery(index, WordTokens.of(text).words());
  }

  private static void assertSamePlaces(
      AttributionIndex index, List<List<String>> texts, List<String> phrase) {
    List<IndexedRecord> numbered = records(texts);
    assertSamePlaces(index, texts, phrase, numbered);
  }

  private static void assertSamePlaces(
      AttributionIndex index,
      List<List<String>> texts,
      List<String> phrase,
      List<IndexedRecord> records) {
    List<Occurrence> expected = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      for (int at = 0; at + phrase.size() <= texts.get(i).size(); at++) {
        if (texts.get(i).subList(at, at + phrase.size()).equals(phrase)) {
          expected.add(new Occurrence(records.get(i).id(), i, at));
        }
      }
    }
    PhraseQuery query = new PhraseQuery(index, phrase);
    assertThat(query.count()).isEqualTo(expected.size());
    assertThat(query.locate(10_000)).isEqualTo(expected);
  }

  private static int naiveLongest(List<List<String>> texts, List<String> question, int from) {
    int to = from;
    while (to < question.size() && contains(texts, question.subList(from, to + 1))) {
      to++;
    }
    return to - from;
  }

  private static boolean contains(List<List<String>> texts, List<String> phrase) {
    return texts.stream().anyMatch(text -> Collections.indexOfSubList(text, phrase) >= 0);
  }

  private static List<String> words(Random random, int vocabulary, int count) {
    return random.ints(count, 0, vocabulary).mapToObj(i -> "word" + (char) ('a' + i)).toList();
  }

  private static List<IndexedRecord> records(List<List<String>> texts) {
    List<IndexedRecord> records = new ArrayList<>();
    for (List<String> text : texts) {
      records.add(Samples.record(records.size(), 1, String.join(" ", text)));
    }
    return records;
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
