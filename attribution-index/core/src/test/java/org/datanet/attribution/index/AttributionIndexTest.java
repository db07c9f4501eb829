package org.datanet.attribution.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.datanet.attribution.AttributionProblem;
import org.datanet.attribution.Samples;
import org.datanet.attribution.query.PhraseQuery;
import org.datanet.attribution.text.WordTokens;
import org.datanet.kernel.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AttributionIndexTest {

  @TempDir Path folder;

  @Test
  void holdsEveryRecordWithItsFacts() { // R17
    List<IndexedRecord> records = Samples.literature();
    try (AttributionIndex index = Samples.index(folder, records)) {
      assertThat(index.recordCount()).isEqualTo(records.size());
      for (int i = 0; i < records.size(); i++) {
        assertThat(index.recordId(i)).isEqualTo(records.get(i).id());
        assertThat(index.contributor(i)).isEqualTo(records.get(i).contributor());
        assertThat(index.acceptedAt(i)).isEqualTo(records.get(i).acceptedAt());
        assertThat(index.ordinalOf(records.get(i).id())).hasValue(i);
      }
    }
    assertThatCode(() -> AttributionIndex.verify(folder)).doesNotThrowAnyException();
  }

  @Test
  void givesTheSameBytesForTheSameRecords() throws IOException { // R35
    Path a = folder.resolve("a");
    Path b = folder.resolve("b");
    assertThat(IndexBuilder.build(a, Samples.literature(), BuildProgress.SILENT))
        .isEqualTo(IndexBuilder.build(b, Samples.literature(), BuildProgress.SILENT));
    for (Path file : files(a)) {
      assertThat(b.resolve(file.getFileName())).hasSameBinaryContentAs(file);
    }
  }

  @Test
  void everyFlippedBitIsFound() throws IOException {
    Samples.index(folder, Samples.literature()).close();
    List<Path> files = files(folder);
    Random random = new Random(7);
    for (int i = 0; i < 1000; i++) {
      Path file = files.get(i % files.size());
      byte[] good = Files.readAllBytes(file);
      byte[] bad = good.clone();
      int at = random.nextInt(bad.length);
      bad[at] ^= (byte) (1 << random.nextInt(8));
      Files.write(file, bad);
      assertThatThrownBy(() -> AttributionIndex.verify(folder))
          .as("byte %d of %s", at, file.getFileName())
          .isInstanceOf(ProblemException.class)
          .hasMessageContaining(file.getFileName().toString());
      Files.write(file, good);
    }
    assertThatCode(() -> AttributionIndex.verify(folder)).doesNotThrowAnyException();
  }

  @Test
  void aFlippedBitIsNeverAnAnswer() throws IOException {
    List<String> words = WordTokens.of(Samples.text("moby-dick-014.txt")).words();
    Samples.index(folder, Samples.literature()).close();
    Object right = answers(words);
    Random random = new Random(11);
    Path segment = folder.resolve("segment-000001.dni");
    byte[] good = Files.readAllBytes(segment);
    int refused = 0;
    for (int i = 0; i < 1000; i++) {
      byte[] bad = good.clone();
      bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
      Files.write(segment, bad);
      try {
        assertThat(answers(words)).isEqualTo(right);
      } catch (ProblemException e) {
        assertThat(e.problem()).isEqualTo(AttributionProblem.INDEX_CORRUPT);
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(300);
  }

  /// What an index says of some words without being verified first.
  private Object answers(List<String> words) {
    try (AttributionIndex index = AttributionIndex.open(folder)) {
      PhraseQuery query = new PhraseQuery(index, words);
      List<Object> answers = new ArrayList<>();
      for (int length : query.longestMatches()) {
        answers.add(length);
      }
      for (long count : query.distinctCounts()) {
        answers.add(count);
      }
      answers.addAll(new PhraseQuery(index, words.subList(10, 13)).locate(100));
      return answers;
    }
  }

  @Test
  void aTruncatedOrForeignFileIsNotOpened() throws IOException {
    Samples.index(folder, Samples.literature()).close();
    Path segment = folder.resolve("segment-000001.dni");
    byte[] good = Files.readAllBytes(segment);
    Files.write(segment, Arrays.copyOf(good, good.length - 1));
    assertProblem(AttributionProblem.INDEX_CORRUPT);
    Path other = folder.resolve("other");
    Samples.index(other, List.of(Samples.record(1, 1, "another text"))).close();
    Files.copy(other.resolve("segment-000001.dni"), segment, StandardCopyOption.REPLACE_EXISTING);
    assertProblem(AttributionProblem.INDEX_CORRUPT);
  }

  @Test
  void aFolderWithoutManifestIsNoIndex() {
    assertThat(AttributionIndex.isPublished(folder)).isFalse();
    assertProblem(AttributionProblem.INDEX_NOT_FOUND);
  }

  @Test
  void aFailedBuildPublishesNothing() {
    assertThatThrownBy(() -> IndexBuilder.build(folder, List.of(), BuildProgress.SILENT))
        .isInstanceOf(ProblemException.class);
    IndexedRecord record = Samples.record(1, 1, "twice");
    assertThatThrownBy(
            () -> IndexBuilder.build(folder, List.of(record, record), BuildProgress.SILENT))
        .hasMessageContaining("occurs twice");
    assertThat(AttributionIndex.isPublished(folder)).isFalse();
  }

  @Test
  void aPublishedIndexIsNeverOverwritten() {
    Samples.index(folder, Samples.literature()).close();
    assertThatThrownBy(() -> Samples.index(folder, Samples.literature()))
        .hasMessageContaining("already holds an index");
  }

  @Test
  void acceptsRecordsWithoutWords() {
    try (AttributionIndex index =
        Samples.index(folder, List.of(Samples.record(1, 1, "..."), Samples.record(2, 1, "")))) {
      assertThat(index.wordCount()).isZero();
      assertThat(index.wordsOf(1)).isEmpty();
    }
  }

  @Test
  void changedCopiesShareTheClusterOfTheirSource() { // R41
    List<IndexedRecord> records = new ArrayList<>();
    records.add(Samples.record(1, 1, Samples.text("moby-dick-014.txt")));
    records.add(Samples.record(2, 1, Samples.text("moby-dick-006.txt")));
    records.add(Samples.record(3, 1, Samples.text("moby-dick-001.txt")));
    records.add(Samples.record(4, 9, Samples.text("taken-1-layout.txt")));
    records.add(Samples.record(5, 9, Samples.text("taken-2-homoglyphs.txt")));
    records.add(Samples.record(6, 9, Samples.text("taken-3-reworded.txt")));
    try (AttributionIndex index = Samples.index(folder, records)) {
      assertThat(index.cluster(3)).isEqualTo(index.cluster(0));
      assertThat(index.cluster(4)).isEqualTo(index.cluster(1));
      assertThat(index.cluster(5)).isNotEqualTo(index.cluster(2));
      assertThat(index.heirs(index.cluster(3))).containsExactly(0);
    }
  }

  private void assertProblem(AttributionProblem problem) {
    assertThatThrownBy(() -> AttributionIndex.open(folder))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem()).isEqualTo(problem));
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> !file.endsWith("write.lock")).sorted().toList();
    }
  }
}
