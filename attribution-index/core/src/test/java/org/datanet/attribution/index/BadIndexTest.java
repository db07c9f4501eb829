package org.datanet.attribution.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.datanet.attribution.AttributionProblem;
import org.datanet.attribution.Samples;
import org.datanet.attribution.query.PhraseQuery;
import org.datanet.kernel.ProblemException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Folders that are no whole index, and corpora at the edge of what an index takes.
class BadIndexTest {

  @TempDir Path folder;
  private Path index;

  @BeforeEach
  void build() {
    index = folder.resolve("index");
    Samples.index(index, Samples.literature()).close();
  }

  @Test
  void aFileOfAnEarlierGenerationIsNotTaken() throws IOException {
    Path early = folder.resolve("early");
    copy(index, early);
    try (IndexWriter writer = IndexWriter.open(index)) {
      writer.erase(List.of(Samples.recordId(1000)));
    }
    replace(early.resolve("state-000002.dni"), index.resolve("state-000003.dni"));
    assertProblem(
        AttributionProblem.INDEX_CORRUPT,
        "state-000003.dni is not the file that the manifest names; build the index again");
  }

  @Test
  void filesOfOneIndexCannotBeSwapped() throws IOException {
    replace(index.resolve("segment-000001.dni"), index.resolve("state-000002.dni"));
    assertProblem(
        AttributionProblem.INDEX_CORRUPT,
        "state-000002.dni is not the file that the manifest names");
  }

  @Test
  void aTruncatedFileIsNamed() throws IOException {
    for (String name : List.of("segment-000001.dni", "state-000002.dni", "manifest.json")) {
      byte[] good = Files.readAllBytes(index.resolve(name));
      for (int length : new int[] {0, 1, 1023, good.length / 2, good.length - 1}) {
        Files.write(index.resolve(name), Arrays.copyOf(good, Math.min(length, good.length - 1)));
        assertProblem(AttributionProblem.INDEX_CORRUPT, name);
      }
      Files.write(index.resolve(name), Arrays.copyOf(good, good.length + 1));
      assertProblem(AttributionProblem.INDEX_CORRUPT, name);
      Files.write(index.resolve(name), good);
    }
    Files.delete(index.resolve("segment-000001.dni"));
    assertProblem(AttributionProblem.INDEX_CORRUPT, "segment-000001.dni is missing");
  }

  @Test
  void anIndexOfANewerFormatIsLeftAlone() throws IOException {
    Path manifest = index.resolve("manifest.json");
    String good = Files.readString(manifest);
    Files.writeString(manifest, good.replace("\"version\":2", "\"version\":3"));
    assertProblem(AttributionProblem.INDEX_NEWER, "manifest.json has version 3, known is up to 2");
    assertThatThrownBy(() -> IndexWriter.open(index)).isInstanceOf(ProblemException.class);
    Files.writeString(manifest, good);
    Path segment = index.resolve("segment-000001.dni");
    Files.write(segment, withVersion(Files.readAllBytes(segment), 3));
    assertProblem(
        AttributionProblem.INDEX_NEWER,
        "segment-000001.dni has format version 3, known is up to 2");
  }

  private static byte[] withVersion(byte[] file, int version) {
    ByteBuffer trailer =
        ByteBuffer.wrap(file, file.length - SectionFile.TRAILER_BYTES, SectionFile.TRAILER_BYTES)
            .slice()
            .order(ByteOrder.LITTLE_ENDIAN);
    trailer.putInt(SectionFile.MAGIC.length, version);
    byte[] bytes = new byte[SectionFile.TRAILER_BYTES];
    trailer.get(0, bytes);
    int crcAt = SectionFile.TRAILER_BYTES - Integer.BYTES;
    trailer.putInt(crcAt, SectionFile.crc(bytes, crcAt));
    return file;
  }

  @Test
  void aPathThatIsNoIndexSaysSo() throws IOException {
    index = folder.resolve("none");
    assertProblem(AttributionProblem.INDEX_NOT_FOUND, "none holds no manifest.json");
    index = Files.createDirectory(folder.resolve("empty"));
    assertProblem(AttributionProblem.INDEX_NOT_FOUND, "empty holds no manifest.json");
    index = Files.writeString(folder.resolve("file"), "text");
    assertProblem(AttributionProblem.INDEX_NOT_FOUND, "file holds no manifest.json");
    index = folder.resolve("foreign");
    Files.createDirectory(index);
    for (String manifest : List.of("", "{}", "[]", "null", "{\"version\":2}", "<html>")) {
      Files.writeString(index.resolve("manifest.json"), manifest);
      assertProblem(AttributionProblem.INDEX_CORRUPT, "manifest.json");
    }
  }

  @Test
  void takesAFifthOfAMillionRecordsOfOneWord() {
    int records = 200_000;
    Path words = folder.resolve("words");
    IndexBuilder.build(
        words,
        () ->
            IntStream.range(0, records)
                .mapToObj(i -> Samples.record(i, i % 99, "w" + i % 1000))
                .iterator(),
        BuildProgress.SILENT);
    try (AttributionIndex open = AttributionIndex.open(words)) {
      assertThat(open.recordCount()).isEqualTo(records);
      assertThat(new PhraseQuery(open, List.of("w7")).count()).isEqualTo(records / 1000);
      assertThat(open.heirs(open.cluster(5007))).containsExactly(7);
    }
  }

  @Test
  void takesTwoMillionDistinctWords() {
    Path words = folder.resolve("words");
    int each = 20_000;
    Iterable<IndexedRecord> records =
        () ->
            IntStream.range(0, 100)
                .mapToObj(i -> Samples.record(i, 1, distinctWords(i * each, each)))
                .iterator();
    IndexBuilder.build(words, records, BuildProgress.SILENT);
    try (AttributionIndex open = AttributionIndex.open(words)) {
      assertThat(open.wordCount()).isEqualTo(2_000_000);
      assertThat(new PhraseQuery(open, List.of("w1999998", "w1999999")).count()).isEqualTo(1);
      assertThat(new PhraseQuery(open, List.of("w2000000")).count()).isZero();
    }
  }

  private static String distinctWords(int from, int count) {
    StringBuilder text = new StringBuilder();
    IntStream.range(from, from + count).forEach(i -> text.append('w').append(i).append(' '));
    return text.toString();
  }

  @Test
  void aSegmentWhoseWordsDoNotFitIsRefused() throws IOException {
    Path words = folder.resolve("words");
    String filler = "a".repeat(IndexBuilder.MAX_RECORD_CHARACTERS + 1);
    Iterator<IndexedRecord> records = List.of(Samples.record(1, 1, filler)).iterator();
    assertThatThrownBy(() -> IndexBuilder.build(words, () -> records, BuildProgress.SILENT))
        .hasMessageContaining("has 67108865 characters, at most 67108864; split it");
    assertThat(AttributionIndex.isPublished(words)).isFalse();
  }

  private void assertProblem(AttributionProblem problem, String message) {
    assertThatThrownBy(() -> AttributionIndex.verify(index))
        .hasMessageContaining(message)
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem()).isEqualTo(problem));
  }

  private static void replace(Path from, Path to) throws IOException {
    Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectory(to);
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }
}
