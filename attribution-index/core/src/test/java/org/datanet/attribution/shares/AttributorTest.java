package org.datanet.attribution.shares;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.datanet.attribution.Samples;
import org.datanet.attribution.index.AttributionIndex;
import org.datanet.attribution.index.IndexedRecord;
import org.datanet.attribution.retrieval.RetrievedPassage;
import org.datanet.kernel.DatasetVersionId;
import org.datanet.kernel.Ppm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AttributorTest {

  private static final DatasetVersionId VERSION = new DatasetVersionId(new UUID(0x7000L, 1));
  private static final DatasetVersionId OTHER = new DatasetVersionId(new UUID(0x7000L, 2));
  private static final String ANSWER =
      "He said that they have to plant weeds there, they don't grow naturally; and then the Lord"
          + " sent out a great wind into the sea. Nobody ever wrote this sentence before me.";
  private static final AttributionParameters PARAMETERS = AttributionParameters.defaults();

  @TempDir Path folder;
  private int indexes;

  private Attribution attribute(List<IndexedRecord> records, String answer) {
    return attribute(records, List.of(), answer, PARAMETERS);
  }

  private Attribution attribute(
      List<IndexedRecord> records,
      List<RetrievedPassage> passages,
      String answer,
      AttributionParameters parameters) {
    try (AttributionIndex index = Samples.index(folder.resolve("" + indexes++), records)) {
      return Attributor.attribute(
          List.of(new DatasetIndex(VERSION, index)), passages, answer, parameters);
    }
  }

  private static int share(Attribution attribution, int contributor) {
    return attribution.shares().stream()
        .filter(share -> share.contributor().equals(Samples.account(contributor)))
        .mapToInt(ContributorShare::ppm)
        .sum();
  }

  @Test
  void namesSpansRecordsAndContributorsWithSharesThatSum() { // R30, R33
    Attribution attribution = attribute(Samples.literature(), ANSWER);
    assertThat(attribution.spans())
        .extracting(span -> ANSWER.substring(span.start(), span.end()))
        .containsExactly(
            "that they have to plant weeds there, they don't grow naturally",
            "the Lord\nsent out a great wind into the sea".replace('\n', ' '));
    assertThat(share(attribution, 1)).isPositive();
    assertThat(share(attribution, 2)).isPositive();
    assertThat(share(attribution, 3)).isZero();
    assertThat(attribution.unattributedPpm()).isGreaterThan(200_000);
    assertThat(share(attribution, 1) + share(attribution, 2) + attribution.unattributedPpm())
        .isEqualTo(Ppm.WHOLE);
    assertThat(attribution.recordShares())
        .extracting(RecordShare::recordId)
        .doesNotHaveDuplicates();
  }

  @Test
  void givesTheSameIntegersEveryTime() { // R35
    assertThat(attribute(Samples.literature(), ANSWER))
        .isEqualTo(attribute(Samples.literature(), ANSWER));
  }

  @Test
  void leavesAnAnswerThatStandsNowhereUnattributed() {
    assertThat(
            attribute(Samples.literature(), "Quartz zebras juggle seven violet xylophones").spans())
        .isEmpty();
    assertThat(attribute(Samples.literature(), "").unattributedPpm()).isEqualTo(Ppm.WHOLE);
  }

  @Test
  void aPhraseOfManyContributorsIsBoilerplate() { // R41
    String licence = "permission is hereby granted free of charge to any person obtaining a copy";
    List<IndexedRecord> headers = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      headers.add(
          Samples.record(
              i, 10 + i, licence + " " + Samples.paragraphs("moby-dick-001.txt").get(i)));
    }
    Attribution attribution = attribute(headers, "Now " + licence + "!");
    assertThat(attribution.unattributedPpm()).isEqualTo(Ppm.WHOLE);
    assertThat(attribution.spans()).extracting(Span::kind).containsOnly(SpanKind.BOILERPLATE);
  }

  @Test
  void recordsAcceptedAtTheSameInstantSplitByContributor() {
    String text = "a wholly peculiar remark about lighthouse keepers and their patient dogs";
    Instant at = Samples.START;
    List<IndexedRecord> records =
        List.of(
            new IndexedRecord(Samples.recordId(1), Samples.account(1), text, at),
            new IndexedRecord(Samples.recordId(2), Samples.account(2), text, at),
            new IndexedRecord(Samples.recordId(3), Samples.account(2), text, at));
    Attribution attribution = attribute(records, text);
    assertThat(share(attribution, 1)).isEqualTo(500_000);
    assertThat(share(attribution, 2)).isEqualTo(500_000);
    assertThat(attribution.recordShares())
        .extracting(RecordShare::ppm)
        .containsExactly(500_000, 250_000, 250_000);
  }

  @Test
  void theCapLeavesTheExcessUnattributed() {
    AttributionParameters capped = new AttributionParameters(4, 20_000, 8, 32, 4, 100_000, 8);
    Attribution attribution = attribute(Samples.literature(), List.of(), ANSWER, capped);
    assertThat(share(attribution, 1)).isBetween(99_999, 100_000);
    assertThat(share(attribution, 2)).isBetween(99_999, 100_000);
    assertThat(attribution.unattributedPpm()).isGreaterThanOrEqualTo(800_000);
  }

  @Test
  void aRetrievedPassageEarnsOnlyWhatTheSnapshotLeaves() {
    String passage = "Nobody ever wrote this sentence before me, says the retrieved record.";
    List<RetrievedPassage> passages =
        List.of(
            passage(70, 7, passage),
            passage(71, 8, "they have to plant weeds there, they don't grow naturally"));
    Attribution attribution = attribute(Samples.literature(), passages, ANSWER, PARAMETERS);
    assertThat(share(attribution, 7)).isPositive();
    assertThat(share(attribution, 8)).isZero();
    assertThat(share(attribution, 1)).isEqualTo(share(attribute(Samples.literature(), ANSWER), 1));
    assertThat(attribution.spans()).extracting(Span::kind).contains(SpanKind.RETRIEVED);
  }

  private static RetrievedPassage passage(int n, int contributor, String text) {
    return new RetrievedPassage(
        Samples.recordId(n), OTHER, Samples.account(contributor), Samples.START, text, 1);
  }

  @Test
  void aRecordOfTwoVersionsCountsOnce() {
    List<IndexedRecord> records = Samples.literature();
    try (AttributionIndex a = Samples.index(folder.resolve("v1"), records);
        AttributionIndex b = Samples.index(folder.resolve("v2"), records)) {
      Attribution both =
          Attributor.attribute(
              List.of(new DatasetIndex(VERSION, a), new DatasetIndex(OTHER, b)),
              List.of(),
              ANSWER,
              PARAMETERS);
      assertThat(both.shares())
          .extracting(ContributorShare::datasetVersionId)
          .containsOnly(VERSION);
      assertThat(both.spans()).extracting(Span::documents).containsOnly(1);
    }
  }
}
