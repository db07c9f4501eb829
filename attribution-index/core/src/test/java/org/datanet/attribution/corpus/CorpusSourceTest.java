package org.datanet.attribution.corpus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.datanet.attribution.AttributionProblem;
import org.datanet.attribution.index.IndexedRecord;
import org.datanet.kernel.Address;
import org.datanet.kernel.Hash;
import org.datanet.kernel.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CorpusSourceTest {

  private static final String ACCOUNT = "0x00000000000000000000000000000000000000aB";

  @TempDir Path folder;

  @Test
  void readsAFolderInTheOrderOfItsPaths() throws IOException { // R17
    write("corpus/bob/two.txt", "second");
    write("corpus/bob/deep/one.md", "first");
    write("corpus/ann/x", "zeroth");
    write("corpus/.git/config", "hidden");
    write("corpus/bob/.draft", "hidden");
    List<IndexedRecord> records = read("corpus");
    assertThat(records)
        .extracting(IndexedRecord::text)
        .containsExactly("zeroth", "first", "second");
    assertThat(records)
        .extracting(record -> record.acceptedAt().toString())
        .containsExactly("2000-01-01T00:00:00Z", "2000-01-01T00:00:01Z", "2000-01-01T00:00:02Z");
    assertThat(records.get(1).contributor())
        .isEqualTo(records.get(2).contributor())
        .isEqualTo(lastBytesOfKeccak("bob"));
  }

  private static Address lastBytesOfKeccak(String name) {
    String hex = Hash.keccak256(name.getBytes(UTF_8)).hex();
    return Address.of("0x" + hex.substring(hex.length() - 40));
  }

  @Test
  void derivesTheSameIdsWhereverTheCorpusLies() throws IOException { // R35
    write("here/ann/a.txt", "one");
    write("there/ann/a.txt", "one");
    write("there/ann/b.txt", "one");
    assertThat(read("here").getFirst().id()).isEqualTo(read("there").getFirst().id());
    assertThat(read("there")).extracting(IndexedRecord::id).doesNotHaveDuplicates();
    assertThat(read("here").getFirst().id().value())
        .satisfies(uuid -> {
          assertThat(uuid.version()).isEqualTo(8);
          assertThat(uuid.variant()).isEqualTo(2);
        });
  }

  @Test
  void readsJsonLines() throws IOException {
    write(
        "c.jsonl",
        """
        {"contributor": "Ann Ö", "text": "one\\nline"}

        {"id": "01890000-0000-7000-8000-000000000001", "contributor": "%s", "text": "two",\
         "acceptedAt": "2026-01-31T12:00:00.5Z"}
        {"contributor": "Ann Ö", "text": "three"}\
        """
            .formatted(ACCOUNT));
    List<IndexedRecord> records = read("c.jsonl");
    assertThat(records)
        .extracting(IndexedRecord::text)
        .containsExactly("one\nline", "two", "three");
    assertThat(records.get(1).id()).hasToString("01890000-0000-7000-8000-000000000001");
    assertThat(records.get(1).contributor()).isEqualTo(Address.of(ACCOUNT));
    assertThat(records.get(1).acceptedAt()).isEqualTo(Instant.parse("2026-01-31T12:00:00.5Z"));
    assertThat(records.get(2).acceptedAt()).isEqualTo(Instant.parse("2026-01-31T12:00:01.5Z"));
  }

  @Test
  void readsRowsOfBytes() throws IOException {
    write("c.bin", "onetwö-three");
    write("c.tsv", "0\t3\tann\n3\t4\tbob\r\n8\t5\tann\n");
    assertThat(read("c.tsv"))
        .extracting(IndexedRecord::text)
        .containsExactly("one", "twö", "three");
  }

  @Test
  void keepsNamesForDisplay() throws IOException {
    write("c.jsonl", "{\"contributor\":\"Ann\",\"text\":\"a\"}");
    try (CorpusSource source = CorpusSource.open(folder.resolve("c.jsonl"), Instant.EPOCH)) {
      source.forEach(record -> {});
      source.names().write(folder);
    }
    ContributorNames names = ContributorNames.read(folder);
    assertThat(names.nameOf(lastBytesOfKeccak("Ann"))).isEqualTo("Ann");
    assertThat(names.nameOf(Address.of(ACCOUNT))).isEqualTo(Address.of(ACCOUNT).hex());
    names.retain(java.util.Set.of());
    names.write(folder);
    assertThat(folder.resolve("contributors.tsv")).doesNotExist();
  }

  @Test
  void namesFileAndByteThatIsNotUtf8() throws IOException {
    Path file = folder.resolve("corpus/ann/latin1.txt");
    Files.createDirectories(file.getParent());
    Files.write(file, new byte[] {'c', 'a', 'f', (byte) 0xe9, '!'});
    assertProblem(
        "corpus",
        AttributionProblem.CORPUS_NOT_UTF8,
        "ann/latin1.txt is not UTF-8 at byte 3 (0xe9); convert it");
    Files.write(folder.resolve("c.jsonl"), new byte[] {'\n', '{', '\n', '"', (byte) 0xc3});
    assertProblem(
        "c.jsonl", AttributionProblem.CORPUS_MALFORMED, "c.jsonl line 2 is no JSON object");
    Files.write(folder.resolve("d.jsonl"), new byte[] {'\n', '\n', '"', (byte) 0xc3});
    assertProblem(
        "d.jsonl", AttributionProblem.CORPUS_NOT_UTF8, "d.jsonl is not UTF-8 at byte 3 (0xc3)");
    Files.write(folder.resolve("c.bin"), new byte[] {'a', 'b', (byte) 0xff, 'c'});
    write("c.tsv", "0\t1\tann\n1\t3\tann");
    assertProblem(
        "c.tsv", AttributionProblem.CORPUS_NOT_UTF8, "c.bin is not UTF-8 at byte 2 (0xff)");
  }

  @Test
  void refusesALineOfAGigabyteWithoutReadingIt() throws IOException {
    try (RandomAccessFile file =
        new RandomAccessFile(folder.resolve("huge.jsonl").toFile(), "rw")) {
      file.setLength(1 << 30); // sparse
    }
    assertProblem(
        "huge.jsonl",
        AttributionProblem.INDEX_TOO_LARGE,
        "huge.jsonl line 1 has more than 67108864 bytes; split");
    Files.createDirectories(folder.resolve("corpus/ann"));
    Files.move(folder.resolve("huge.jsonl"), folder.resolve("corpus/ann/huge.txt"));
    assertProblem(
        "corpus",
        AttributionProblem.INDEX_TOO_LARGE,
        "ann/huge.txt has 1073741824 bytes, at most 67108864; split it");
    Files.move(folder.resolve("corpus/ann/huge.txt"), folder.resolve("huge.bin"));
    write("huge.tsv", "0\t1073741824\tann");
    assertProblem(
        "huge.tsv",
        AttributionProblem.INDEX_TOO_LARGE,
        "huge.tsv line 1 has 1073741824 bytes, at most 67108864; split it");
  }

  @Test
  void namesTheLineThatIsNoRecord() throws IOException {
    assertLine("{\"contributor\":\"a\",\"text\":\"b\"} x", "is no JSON object: Unrecognized token");
    assertLine("{\"contributor\":\"a\"}", "needs the fields contributor and text");
    assertLine("[]", "is no JSON object");
    assertLine("null", "needs the fields contributor and text");
    assertLine(
        "{\"contributor\":\"a\",\"text\":\"b\",\"acceptedat\":1}",
        "has the unknown field \"acceptedat\"");
    assertLine(
        "{\"contributor\":\"a\",\"text\":\"b\",\"text\":\"c\"}",
        "is no JSON object: Duplicate field 'text'");
    assertLine("{\"contributor\":\"a\",\"text\":7}", "has no usable value in the field text");
    assertLine(
        "{\"id\":\"7\",\"contributor\":\"a\",\"text\":\"b\"}",
        "has no usable value in the field id");
    assertLine(
        "{\"contributor\":\"a\",\"text\":\"b\",\"acceptedAt\":\"+99999-01-01T00:00:00Z\"}",
        "has an acceptedAt outside the years 1970 to 9999");
    assertLine("{\"contributor\":\" \",\"text\":\"b\"}", "has no usable contributor");
    assertLine("{\"contributor\":\"a\\tb\",\"text\":\"b\"}", "has no usable contributor");
    assertLine("{\"contributor\":\"0x12\",\"text\":\"b\"}", "has no usable contributor");
  }

  private void assertLine(String json, String message) throws IOException {
    write("c.jsonl", "{\"contributor\":\"a\",\"text\":\"b\"}\n\n" + json);
    assertProblem("c.jsonl", AttributionProblem.CORPUS_MALFORMED, "c.jsonl line 3 " + message);
  }

  @Test
  void namesTheRowThatDoesNotFit() throws IOException {
    write("c.bin", "0123456789");
    assertRow("-1\t2\tann", "has the offset \"-1\", which is no number from 0 on");
    assertRow("4\t-2\tann", "has the length \"-2\", which is no number from 0 on");
    assertRow("4\t99999999999999999999\tann", "has the length \"99999999999999999999\"");
    assertRow("3\t2\tann", "begins at byte 3, before the end of the row above, 4");
    assertRow("4\t7\tann", "ends after byte 10, which is the end of c.bin");
    assertRow("11\t0\tann", "ends after byte 10, which is the end of c.bin");
    assertRow("4\t2", "has 2 fields, not offset, length, contributor");
    assertRow("4\t2\t", "has no usable contributor");
  }

  private void assertRow(String row, String message) throws IOException {
    write("c.tsv", "0\t4\tann\n" + row + "\n");
    assertProblem("c.tsv", AttributionProblem.CORPUS_MALFORMED, "c.tsv line 2 " + message);
  }

  @Test
  void refusesWhatIsNoCorpus() throws IOException {
    assertProblem("none", AttributionProblem.CORPUS_UNREADABLE, "there is no ");
    assertProblem("none.tsv", AttributionProblem.CORPUS_UNREADABLE, "there is no ");
    write("lonely.tsv", "0\t1\tann");
    assertProblem("lonely.tsv", AttributionProblem.CORPUS_UNREADABLE, "lonely.bin");
    write("text.txt", "a");
    assertProblem(
        "text.txt",
        AttributionProblem.CORPUS_UNREADABLE,
        "is neither a folder nor a file that ends in .jsonl or .tsv");
    write("flat/a.txt", "a");
    assertProblem(
        "flat", AttributionProblem.CORPUS_MALFORMED, "a.txt lies in no contributor's folder");
    Files.createDirectories(folder.resolve("empty/ann"));
    assertProblem("empty", AttributionProblem.INDEX_EMPTY, "holds no record");
    write("empty.jsonl", "\n");
    assertProblem("empty.jsonl", AttributionProblem.INDEX_EMPTY, "holds no record");
  }

  private void write(String name, String text) throws IOException {
    Files.createDirectories(folder.resolve(name).getParent());
    Files.writeString(folder.resolve(name), text);
  }

  private List<IndexedRecord> read(String name) {
    List<IndexedRecord> records = new ArrayList<>();
    try (CorpusSource source =
        CorpusSource.open(folder.resolve(name), CorpusSource.FIRST_ACCEPTED)) {
      source.forEach(records::add);
      assertThat(source.bytesRead()).isLessThanOrEqualTo(source.bytes());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return records;
  }

  private void assertProblem(String name, AttributionProblem problem, String message) {
    assertThatThrownBy(() -> read(name))
        .hasMessageContaining(message)
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem()).isEqualTo(problem));
  }
}
