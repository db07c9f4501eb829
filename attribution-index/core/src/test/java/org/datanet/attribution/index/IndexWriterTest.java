package org.datanet.attribution.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.datanet.attribution.AttributionProblem;
import org.datanet.attribution.Samples;
import org.datanet.attribution.query.PhraseQuery;
import org.datanet.attribution.text.WordTokens;
import org.datanet.kernel.Hash;
import org.datanet.kernel.ProblemException;
import org.datanet.kernel.RecordId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IndexWriterTest {

  private static final BuildSettings SETTINGS = new BuildSettings(2, 100_000);

  @TempDir Path folder;

  @Test
  void appendedRecordsAreVisibleAtOnce() { // R17
    try (IndexWriter writer = IndexWriter.open(folder)) {
      writer.append(Samples.literature(), SETTINGS, BuildProgress.SILENT);
      assertThat(count("a wholly new remark")).isZero();
      writer.append(
          List.of(Samples.record(1, 7, "A wholly new remark")), SETTINGS, BuildProgress.SILENT);
      assertThat(count("a wholly new remark")).isEqualTo(1);
      assertThat(count("call me ishmael")).isEqualTo(1);
    }
    assertThatCode(() -> AttributionIndex.verify(folder)).doesNotThrowAnyException();
  }

  @Test
  void erasedRecordsAreHiddenAtOnceAndGoneAfterThePurge() throws IOException {
    List<IndexedRecord> records = new ArrayList<>(Samples.literature());
    records.add(Samples.record(1, 7, "xylophonist quagmires of the great whale"));
    records.add(Samples.record(2, 7, "another great whale"));
    try (IndexWriter writer = IndexWriter.open(folder)) {
      writer.append(records, SETTINGS, BuildProgress.SILENT);
      long whales = count("great whale");
      writer.erase(List.of(Samples.recordId(1)));
      assertThat(count("great whale")).isEqualTo(whales - 1);
      assertThat(count("xylophonist")).isZero();
      assertThat(longest("xylophonist quagmires of the great")).containsExactly(0, 0, 3, 2, 1);
      assertThat(bytesContain("xylophonist")).isTrue();

      PurgeReport report = writer.purge(BuildProgress.SILENT);
      assertThat(report.records()).containsExactly(Samples.recordId(1));
      assertThat(report.wordsRemoved()).isEqualTo(2);
      assertThat(report.bytesSearched()).isPositive();
      assertThat(bytesContain("xylophonist")).isFalse();
      assertThat(count("great whale")).isEqualTo(whales - 1);
    }
    try (AttributionIndex index = AttributionIndex.open(folder)) {
      assertThat(index.erasedCount()).isZero();
      assertThat(index.recordCount()).isEqualTo(records.size() - 1);
      assertThat(index.ordinalOf(Samples.recordId(1))).isEmpty();
      assertThat(index.ordinalOf(Samples.recordId(2))).isPresent();
    }
  }

  private boolean bytesContain(String word) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        if (new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1)
            .contains(word)) {
          return true;
        }
      }
    }
    return false;
  }

  @Test
  void everythingCanBeErased() {
    try (IndexWriter writer = IndexWriter.open(folder)) {
      writer.append(List.of(Samples.record(1, 1, "one two")), SETTINGS, BuildProgress.SILENT);
      writer.erase(List.of(Samples.recordId(1)));
      assertThat(writer.purge(BuildProgress.SILENT).records()).hasSize(1);
      assertThat(count("one")).isZero();
      writer.append(List.of(Samples.record(1, 1, "one two")), SETTINGS, BuildProgress.SILENT);
      assertThat(count("one")).isEqualTo(1);
    }
  }

  @Test
  void copiesDoNotInheritFromAnErasedSource() { // R41
    String text = Samples.paragraphs("moby-dick-014.txt").get(2);
    try (IndexWriter writer = IndexWriter.open(folder)) {
      writer.append(List.of(Samples.record(1, 1, text)), SETTINGS, BuildProgress.SILENT);
      writer.append(List.of(Samples.record(2, 9, text)), SETTINGS, BuildProgress.SILENT);
      writer.erase(List.of(Samples.recordId(1)));
      assertNoHeir();
      writer.purge(BuildProgress.SILENT);
      assertNoHeir();
      writer.compact(1, BuildProgress.SILENT);
      assertNoHeir();
    }
  }

  private void assertNoHeir() {
    try (AttributionIndex index = AttributionIndex.open(folder)) {
      int copy = index.ordinalOf(Samples.recordId(2)).orElseThrow();
      assertThat(index.heirs(index.cluster(copy))).isEmpty();
      assertThat(index.firstAcceptedAt(index.cluster(copy)))
          .isEqualTo(Samples.START.plusSeconds(1));
      assertThat(index.distinctWordCount()).isZero();
    }
  }

  @Property(tries = 25)
  void aHistoryOfChangesEndsLikeOneBuildOfWhatIsLeft(
      @ForAll @IntRange(min = 1, max = 8) int steps, @ForAll long seed) throws IOException {
    Path here = Files.createTempDirectory("history");
    Random random = new Random(seed);
    List<IndexedRecord> live = new ArrayList<>();
    try (IndexWriter writer = IndexWriter.open(here.resolve("history"))) {
      for (int step = 0; step < steps; step++) {
        List<IndexedRecord> more = randomRecords(random, step * 100);
        writer.append(more, new BuildSettings(2, 60), BuildProgress.SILENT);
        live.addAll(more);
        if (random.nextBoolean()) {
          IndexedRecord gone = live.remove(random.nextInt(live.size()));
          writer.erase(List.of(gone.id()));
        }
        switch (random.nextInt(4)) {
          case 0 -> writer.purge(BuildProgress.SILENT);
          case 1 -> writer.compact(1 + random.nextInt(3), BuildProgress.SILENT);
          default -> {}
        }
      }
      if (!live.isEmpty()) {
        IndexBuilder.build(here.resolve("once"), live, BuildProgress.SILENT);
        assertSame(here, live);
        writer.purge(BuildProgress.SILENT);
        writer.compact(1, BuildProgress.SILENT);
        assertSame(here, live);
      }
    }
    AttributionIndex.verify(here.resolve("history"));
  }

  private static List<IndexedRecord> randomRecords(Random random, int first) {
    return IntStream.range(first, first + 1 + random.nextInt(6))
        .mapToObj(n ->
            Samples.record(
                n,
                n % 3,
                String.join(
                    " ",
                    IntStream.range(0, random.nextInt(25))
                        .mapToObj(i -> "w" + random.nextInt(5))
                        .toList())))
        .toList();
  }

  private static void assertSame(Path here, List<IndexedRecord> live) {
    try (AttributionIndex history = AttributionIndex.open(here.resolve("history"));
        AttributionIndex once = AttributionIndex.open(here.resolve("once"))) {
      for (int a = 0; a < 5; a++) {
        for (int b = 0; b < 5; b++) {
          List<String> phrase = List.of("w" + a, "w" + b, "w" + (a + b) % 5);
          PhraseQuery there = new PhraseQuery(history, phrase);
          PhraseQuery whole = new PhraseQuery(once, phrase);
          assertThat(there.count()).isEqualTo(whole.count());
          assertThat(there.longestMatches()).isEqualTo(whole.longestMatches());
        }
      }
      for (IndexedRecord record : live) {
        int ordinal = history.ordinalOf(record.id()).orElseThrow();
        assertThat(history.wordsOf(ordinal)).isEqualTo(WordTokens.of(record.text()).words());
        assertThat(history.contributor(ordinal)).isEqualTo(record.contributor());
        assertThat(history.acceptedAt(ordinal)).isEqualTo(record.acceptedAt());
      }
    }
  }

  @Test
  void theBytesDoNotDependOnTheThreads() throws IOException { // R35
    Path a = folder.resolve("a");
    Path b = folder.resolve("b");
    Hash one =
        IndexBuilder.build(
            a, Samples.literature(), new BuildSettings(1, 20_000), BuildProgress.SILENT);
    Hash many =
        IndexBuilder.build(
            b, Samples.literature(), new BuildSettings(4, 20_000), BuildProgress.SILENT);
    assertThat(one).isEqualTo(many);
  }

  @Test
  void readersAlwaysSeeAWholeGeneration() {
    List<IndexedRecord> records = Samples.literature();
    IndexBuilder.build(folder, records, BuildProgress.SILENT);
    AtomicBoolean done = new AtomicBoolean();
    try (CurrentIndex current = new CurrentIndex(folder);
        IndexWriter writer = IndexWriter.open(folder)) {
      List<CompletableFuture<Void>> readers =
          IntStream.range(0, 3)
              .mapToObj(i -> CompletableFuture.runAsync(() -> readUntil(done, current)))
              .toList();
      for (int i = 0; i < 25; i++) {
        writer.append(
            List.of(
                Samples.record(2 * i, 7, "left twin number " + i),
                Samples.record(2 * i + 1, 7, "right twin number " + i)),
            SETTINGS,
            BuildProgress.SILENT);
        if (i % 3 == 1) {
          writer.erase(List.of(Samples.recordId(2 * i - 2), Samples.recordId(2 * i - 1)));
        }
        if (i % 5 == 4) {
          writer.compact(3, BuildProgress.SILENT);
        }
      }
      done.set(true);
      readers.forEach(CompletableFuture::join);
    }
  }

  private static void readUntil(AtomicBoolean done, CurrentIndex current) {
    while (!done.get()) {
      try (CurrentIndex.Lease lease = current.acquire()) {
        assertThat(new PhraseQuery(lease.index(), List.of("left", "twin")).count())
            .isEqualTo(new PhraseQuery(lease.index(), List.of("right", "twin")).count());
        assertThat(new PhraseQuery(lease.index(), List.of("call", "me", "ishmael")).count())
            .isEqualTo(1);
      }
    }
  }

  @Test
  void whatAnInterruptedChangeLeftIsRemoved() throws IOException {
    IndexBuilder.build(folder, Samples.literature(), BuildProgress.SILENT);
    Path orphan = Files.writeString(folder.resolve("segment-000009.dni"), "half");
    Files.writeString(folder.resolve("manifest.json.building"), "{");
    Path foreign = Files.writeString(folder.resolve("notes.txt"), "mine");
    IndexWriter.open(folder).close();
    assertThat(orphan).doesNotExist();
    assertThat(folder.resolve("manifest.json.building")).doesNotExist();
    assertThat(foreign).exists();
    AttributionIndex.verify(folder);
  }

  @Test
  void oneWriterAtATime() {
    try (IndexWriter writer = IndexWriter.open(folder)) {
      assertThat(writer).isNotNull();
      assertProblem(() -> IndexWriter.open(folder), AttributionProblem.INDEX_IN_USE);
    }
  }

  @Test
  void erasingSomethingUnknownErasesNothing() {
    try (IndexWriter writer = IndexWriter.open(folder)) {
      writer.append(Samples.literature(), SETTINGS, BuildProgress.SILENT);
      List<RecordId> ids = List.of(Samples.recordId(1000), Samples.recordId(77));
      assertProblem(() -> writer.erase(ids), AttributionProblem.INDEX_RECORD_NOT_FOUND);
      try (AttributionIndex index = AttributionIndex.open(folder)) {
        assertThat(index.erasedCount()).isZero();
      }
    }
  }

  private static void assertProblem(Runnable action, AttributionProblem problem) {
    assertThatThrownBy(action::run)
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem()).isEqualTo(problem));
  }

  private long count(String phrase) {
    try (AttributionIndex index = AttributionIndex.open(folder)) {
      return new PhraseQuery(index, WordTokens.of(phrase).words()).count();
    }
  }

  private int[] longest(String text) {
    try (AttributionIndex index = AttributionIndex.open(folder)) {
      return new PhraseQuery(index, WordTokens.of(text).words()).longestMatches();
    }
  }
}
