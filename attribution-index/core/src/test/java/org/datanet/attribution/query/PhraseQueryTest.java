package org.datanet.attribution.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PhraseQueryTest {

  @TempDir Path folder;

  @Property(tries = 60)
  void agreesWithReadingEveryRecord(
      @ForAll @IntRange(min = 1, max = 12) int records,
      @ForAll @IntRange(min = 1, max = 4) int vocabulary,
      @ForAll long seed)
      throws IOException { // R17, R33
    Random random = new Random(seed);
    List<List<String>> texts = new ArrayList<>();
    for (int i = 0; i < records; i++) {
      texts.add(words(random, vocabulary, random.nextInt(30)));
    }
    List<String> question = words(random, vocabulary + 1, 25);
    Path temporary = Files.createTempDirectory("phrases");
    try (AttributionIndex index = Samples.index(temporary, records(texts))) {
      PhraseQuery query = new PhraseQuery(index);
      int[] longest = query.longestMatches(index.wordIds(question));
      for (int from = 0; from < question.size(); from++) {
        assertThat(longest[from]).isEqualTo(naiveLongest(texts, question, from));
        for (int to = from + 1; to <= Math.min(question.size(), from + 6); to++) {
          assertSamePlaces(query, texts, question.subList(from, to));
        }
      }
    } finally {
      delete(temporary);
    }
  }

  @Test
  void matchesNeverCrossRecords() {
    try (AttributionIndex index =
        Samples.index(
            folder,
            List.of(Samples.record(1, 1, "call me"), Samples.record(2, 2, "ishmael some years")))) {
      PhraseQuery query = new PhraseQuery(index);
      assertThat(query.count("call me ishmael")).isZero();
      assertThat(query.count("Ishmael  SOME")).isEqualTo(1);
      assertThat(query.count("")).isZero();
      assertThat(query.locate("some years", 10))
          .containsExactly(new Occurrence(Samples.recordId(2), 1, 1));
    }
  }

  @Test
  void aSpanWithinAnotherIsNotMaximal() {
    assertThat(PhraseQuery.maximalSpans(new int[] {3, 2, 4, 3, 2, 1, 0, 2}, 2))
        .containsExactly(new WordSpan(0, 3), new WordSpan(2, 6), new WordSpan(7, 9));
  }

  private static void assertSamePlaces(
      PhraseQuery query, List<List<String>> texts, List<String> phrase) {
    List<Occurrence> expected = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      for (int at = 0; at + phrase.size() <= texts.get(i).size(); at++) {
        if (texts.get(i).subList(at, at + phrase.size()).equals(phrase)) {
          expected.add(new Occurrence(Samples.recordId(i), i, at));
        }
      }
    }
    String text = String.join(" ", phrase);
    assertThat(query.count(text)).isEqualTo(expected.size());
    assertThat(query.locate(text, 1000)).isEqualTo(expected);
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
