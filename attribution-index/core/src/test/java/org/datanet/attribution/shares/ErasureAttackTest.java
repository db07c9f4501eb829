package org.datanet.attribution.shares;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.datanet.attribution.Samples;
import org.datanet.attribution.index.AttributionIndex;
import org.datanet.attribution.index.BuildProgress;
import org.datanet.attribution.index.BuildSettings;
import org.datanet.attribution.index.IndexWriter;
import org.datanet.attribution.index.IndexedRecord;
import org.datanet.kernel.RecordId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Attacks around the erasure of a record; `docs/attribution-limits.md` explains each.
class ErasureAttackTest {

  private static final String SOURCE = Answers.PARAGRAPH;
  private static final BuildSettings SETTINGS = BuildSettings.defaults();

  @TempDir Path folder;
  private List<Attribution> honest = List.of();

  @BeforeEach
  void attributeWithoutAttack() {
    honest = Gain.attribute(folder, Samples.literature(), Answers.ALL);
  }

  @AfterAll
  static void pageStatesAll() throws IOException {
    Gain.allStandOnThePage();
  }

  private static RecordId source() {
    return Samples.literature().stream()
        .filter(record -> record.text().equals(SOURCE))
        .map(IndexedRecord::id)
        .findFirst()
        .orElseThrow();
  }

  private static void append(IndexWriter writer, List<IndexedRecord> records) {
    writer.append(records, SETTINGS, BuildProgress.SILENT);
  }

  private Gain gain(String attack) {
    try (AttributionIndex index = AttributionIndex.open(folder)) {
      return Gain.of(
          attack,
          honest,
          Gain.attribute(index, Answers.ALL),
          account -> account >= Attacks.ATTACKER);
    }
  }

  @Test
  void copiesDoNotInherit() { // R41
    try (IndexWriter writer = IndexWriter.open(folder)) {
      append(writer, Samples.literature());
      append(writer, Attacks.later(List.of(SOURCE)));
      writer.erase(List.of(source()));
      gain("a copy, when its source is erased").doesNotPay();
      writer.purge(BuildProgress.SILENT);
      gain("a copy, when its source is purged").doesNotPay();
      append(writer, List.of(Samples.record(30_000, 4, "something else altogether")));
      writer.compact(1, BuildProgress.SILENT);
      append(writer, List.of(Samples.record(30_001, 4, "something else once more")));
      gain("a copy, long after its source was purged").doesNotPay();
      append(writer, List.of(Samples.record(30_002, Attacks.ATTACKER, SOURCE)));
      gain("another copy, handed in long after").doesNotPay();
    }
  }

  @Test
  void whatWasStolenIntoOtherTextRemains() { // R41
    try (IndexWriter writer = IndexWriter.open(folder)) {
      append(writer, Samples.literature());
      append(writer, Attacks.later(List.of(Attacks.filler(100, 1) + " " + SOURCE)));
      writer.erase(List.of(source()));
      gain("stolen text within one's own, when its source is erased");
    }
  }

  @Test
  void theTextOfAPurgedRecordIsNew() { // R41
    try (IndexWriter writer = IndexWriter.open(folder)) {
      append(writer, Samples.literature());
      writer.erase(List.of(source()));
      gain("no copy, the source is erased").doesNotPay();
      writer.purge(BuildProgress.SILENT);
      append(writer, Attacks.later(List.of(SOURCE)));
      gain("the text of a purged record, handed in again by another");
    }
  }

  @Test
  void erasingAndHandingInAgainIsLater() { // R41
    try (IndexWriter writer = IndexWriter.open(folder)) {
      append(writer, List.of(Samples.record(1, Attacks.ATTACKER, Attacks.filler(2400, 1))));
      append(writer, Samples.literature());
      writer.erase(List.of(Samples.recordId(1)));
      append(writer, Attacks.later(List.of(Attacks.filler(2400, 1) + " " + SOURCE)));
      assertThat(gain("erasing one's own old record, then a new version with stolen text").loss())
          .isLessThanOrEqualTo(Gain.BOUND);
    }
  }
}
