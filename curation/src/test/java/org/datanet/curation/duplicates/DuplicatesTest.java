package org.datanet.curation.duplicates;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.datanet.curation.PostgresResource;
import org.datanet.kernel.ContributionId;
import org.datanet.kernel.DatanetId;
import org.datanet.kernel.UserId;
import org.datanet.kernel.UuidV7;
import org.junit.jupiter.api.Test;

/// R16: duplicates across all contributors, on a real PostgreSQL.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class DuplicatesTest {

  private static final Path LITERATURE = Path.of("src/test/resources/literature");

  @Inject Duplicates duplicates;
  @Inject UuidV7 ids;

  @Test
  void refusesThePlagiaristButShowsTheRewordedChapterToAPerson() throws IOException {
    DatanetId datanet = new DatanetId(ids.next());
    for (String chapter : List.of("moby-dick-001.txt", "moby-dick-006.txt", "moby-dick-014.txt")) {
      assertThat(register(datanet, paragraphs(chapter)).outcome()).isEqualTo("unique");
    }
    DuplicateVerdict layout = register(datanet, paragraphs("taken-1-layout.txt"));
    assertThat(layout.outcome()).isEqualTo("near-duplicate");
    assertThat(layout.matches().getFirst().jaccardPpm()).isEqualTo(1_000_000);
    DuplicateVerdict lookAlikes = register(datanet, paragraphs("taken-2-homoglyphs.txt"));
    assertThat(lookAlikes.rejected()).isTrue();
    assertThat(lookAlikes.matches().getFirst().jaccardPpm()).isEqualTo(1_000_000);
    DuplicateVerdict reworded = register(datanet, paragraphs("taken-3-reworded.txt"));
    assertThat(reworded.outcome()).isEqualTo("similar");
    assertThat(reworded.matches().getFirst().jaccardPpm()).isBetween(480_000, 520_000);
    assertThat(register(datanet, paragraphs("kjv-ruth-01.txt")).outcome()).isEqualTo("unique");
  }

  @Test
  void findsTheSameTextOnlyInTheSameDatanet() throws IOException {
    List<RecordText> ruth = paragraphs("kjv-ruth-01.txt");
    DatanetId datanet = new DatanetId(ids.next());
    assertThat(register(datanet, ruth).outcome()).isEqualTo("unique");
    assertThat(register(datanet, ruth).outcome()).isEqualTo("duplicate");
    assertThat(register(new DatanetId(ids.next()), ruth).outcome()).isEqualTo("unique");
  }

  @Test
  void answersTheSameWhenAskedAgain() throws IOException {
    List<RecordText> ruth = paragraphs("kjv-ruth-01.txt");
    DatanetId datanet = new DatanetId(ids.next());
    ContributionId contribution = new ContributionId(ids.next());
    UserId contributor = new UserId(UUID.randomUUID());
    DuplicateVerdict first = duplicates.register(datanet, contribution, contributor, ruth);
    assertThat(duplicates.register(datanet, contribution, contributor, ruth)).isEqualTo(first);
  }

  @Test
  void acceptsATextAgainAfterItsFirstContributionWasForgotten() throws IOException {
    List<RecordText> ruth = paragraphs("kjv-ruth-01.txt");
    DatanetId datanet = new DatanetId(ids.next());
    ContributionId rejected = new ContributionId(ids.next());
    duplicates.register(datanet, rejected, new UserId(UUID.randomUUID()), ruth);
    duplicates.forget(rejected);
    assertThat(register(datanet, ruth).outcome()).isEqualTo("unique");
  }

  @Test
  void marksRecordsMetBeforeWithoutRefusingTheFile() {
    DatanetId datanet = new DatanetId(ids.next());
    register(datanet, List.of(text(0, "Hospital General"), text(1, words(0, 60))));
    DuplicateVerdict verdict =
        register(
            datanet,
            List.of(
                text(0, "HOSPITAL  GENERAL"), text(1, words(100, 160)), text(2, words(100, 160))));
    assertThat(verdict.outcome()).isEqualTo("unique");
    assertThat(verdict.records())
        .extracting(DuplicateVerdict.RecordMatch::ordinal)
        .containsExactly(0, 2);
  }

  @Test
  void refusesAFileMadeOfRecordsOfSeveralOthers() {
    DatanetId datanet = new DatanetId(ids.next());
    register(datanet, List.of(text(0, words(0, 50)), text(1, words(1000, 1300))));
    register(datanet, List.of(text(0, words(200, 250)), text(1, words(2000, 2300))));
    DuplicateVerdict verdict =
        register(datanet, List.of(text(0, words(0, 50)), text(1, words(200, 250))));
    assertThat(verdict.outcome()).isEqualTo("near-duplicate");
    assertThat(verdict.duplicateWordsPpm()).isEqualTo(1_000_000);
  }

  @Test
  void tellsRowsApartThatDifferOnlyInASign() {
    DatanetId datanet = new DatanetId(ids.next());
    register(datanet, List.of(new RecordText(0, "row", "a: 1.5\nb: -2")));
    DuplicateVerdict verdict = register(datanet, List.of(new RecordText(0, "row", "a: 1.5\nb: 2")));
    assertThat(verdict.records()).isEmpty();
  }

  @Test
  void comparesATableOfThousandsOfRows() {
    DatanetId datanet = new DatanetId(ids.next());
    assertThat(register(datanet, rows(0, 9_000)).outcome()).isEqualTo("unique");
    DuplicateVerdict overlapping = register(datanet, rows(6_000, 15_000));
    assertThat(overlapping.outcome()).isNotEqualTo("near-duplicate");
    assertThat(overlapping.records()).hasSize(3_000);
    assertThat(register(datanet, rows(500, 9_000)).outcome()).isEqualTo("near-duplicate");
  }

  private static List<RecordText> rows(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(
            i -> new RecordText(i - from, "row", "hour: " + i + "\nno2 [ug/m3]: " + i * 7919L))
        .toList();
  }

  @Test
  void letsExactlyOneOfManyCopiesWinThatArriveTogether() throws Exception {
    DatanetId datanet = new DatanetId(ids.next());
    List<RecordText> ruth = paragraphs("kjv-ruth-01.txt");
    List<Callable<DuplicateVerdict>> copies = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      copies.add(() -> register(datanet, ruth));
    }
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<String> outcomes =
          threads.invokeAll(copies).stream().map(DuplicatesTest::outcome).sorted().toList();
      assertThat(outcomes).endsWith("unique").startsWith("duplicate");
      assertThat(outcomes.stream().filter("unique"::equals)).hasSize(1);
    }
  }

  private static String outcome(Future<DuplicateVerdict> verdict) {
    try {
      return verdict.get().outcome();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private DuplicateVerdict register(DatanetId datanet, List<RecordText> records) {
    return duplicates.register(
        datanet, new ContributionId(ids.next()), new UserId(UUID.randomUUID()), records);
  }

  private static List<RecordText> paragraphs(String file) throws IOException {
    String[] texts = Files.readString(LITERATURE.resolve(file)).strip().split("\\s*\n\\s*\n\\s*");
    return IntStream.range(0, texts.length).mapToObj(i -> text(i, texts[i])).toList();
  }

  private static RecordText text(int ordinal, String text) {
    return new RecordText(ordinal, "paragraph", text);
  }

  private static String words(int from, int to) {
    return String.join(" ", IntStream.range(from, to).mapToObj(i -> "word" + i).toList());
  }
}
