package org.datanet.attribution.shares;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
  private static final int ATTACKER = 9;

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

  private static List<IndexedRecord> with(List<IndexedRecord> more) {
    List<IndexedRecord> records = new ArrayList<>(Samples.literature());
    records.addAll(more);
    return records;
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
  void aThousandSelfCopiesChangeNothing() { // R41
    List<IndexedRecord> copies = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      copies.add(Samples.record(10_000 + i, 1, Samples.paragraphs("moby-dick-014.txt").get(2)));
    }
    assertThat(attribute(with(copies), ANSWER).shares())
        .isEqualTo(attribute(Samples.literature(), ANSWER).shares());
  }

  @Test
  void thePlagiaristEarnsNothing() { // R41
    List<IndexedRecord> copies = new ArrayList<>();
    copies.addAll(Samples.records(20_000, ATTACKER, List.of(Samples.text("taken-1-layout.txt"))));
    copies.addAll(Samples.records(21_000, ATTACKER, Samples.paragraphs("taken-2-homoglyphs.txt")));
    copies.addAll(Samples.records(22_000, ATTACKER, Samples.paragraphs("taken-3-reworded.txt")));
    for (String chapter : List.of("moby-dick-014.txt", "moby-dick-006.txt", "moby-dick-001.txt")) {
      for (String answer : Samples.paragraphs(chapter)) {
        assertThat(share(attribute(with(copies), answer), ATTACKER)).isZero();
      }
    }
  }

  @Test
  void copiesInOtherCaseSpaceOrLettersEarnNothing() { // R41
    String source = Samples.paragraphs("moby-dick-014.txt").get(2);
    List<IndexedRecord> copies =
        Samples.records(
            20_000,
            ATTACKER,
            List.of(
                source.toUpperCase(Locale.ROOT),
                source.replace(" ", " \n\u200b "),
                source.replace('a', '\u0430').replace('o', '\u043e').replace('e', '\u0435')));
    Attribution attacked = attribute(with(copies), ANSWER);
    assertThat(share(attacked, ATTACKER)).isZero();
    assertThat(attacked.shares()).isEqualTo(attribute(Samples.literature(), ANSWER).shares());
  }

  @Test
  void stolenSentencesWithinOtherTextEarnNothing() { // R41
    String stolen = "they have to plant weeds there, they don't grow naturally";
    List<IndexedRecord> copies = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      String filler = "filler" + i;
      copies.add(
          Samples.record(
              20_000 + i, ATTACKER, (filler + " ").repeat(60 + i) + stolen + " end" + i));
    }
    assertThat(share(attribute(with(copies), ANSWER), ATTACKER)).isZero();
  }

  @Test
  void aTextSplitOverTwentySybilsEarnsNoMoreThanFromOneHand() { // R41
    List<String> paragraphs = Samples.paragraphs("kjv-ruth-01.txt");
    String[] words = String.join(" ", paragraphs).split("\\s+");
    List<IndexedRecord> single =
        Samples.records(30_000, ATTACKER, List.of(String.join(" ", words)));
    List<IndexedRecord> sybils = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      int from = i * words.length / 20;
      int to = (i + 1) * words.length / 20;
      String part = String.join(" ", List.of(words).subList(from, to));
      sybils.add(Samples.record(30_000 + i, 100 + i, part));
    }
    List<IndexedRecord> honest =
        Samples.literature().stream()
            .filter(r -> !r.contributor().equals(Samples.account(3)))
            .toList();
    String answer = String.join(" ", List.of(words).subList(40, 120)) + " " + ANSWER;
    int whole = gain(attribute(joined(honest, single), answer));
    int split = gain(attribute(joined(honest, sybils), answer));
    assertThat(split).isLessThanOrEqualTo(whole + 10_000);
  }

  private static int gain(Attribution attribution) {
    return attribution.shares().stream()
        .filter(share -> share.contributor().hex().compareTo(Samples.account(8).hex()) > 0)
        .mapToInt(ContributorShare::ppm)
        .sum();
  }

  private static List<IndexedRecord> joined(List<IndexedRecord> a, List<IndexedRecord> b) {
    List<IndexedRecord> all = new ArrayList<>(a);
    all.addAll(b);
    return all;
  }

  @Test
  void floodingWithCommonPhrasesGainsLessThanOnePercent() { // R41
    List<IndexedRecord> flood = new ArrayList<>();
    List<String> phrases = List.of("out of the", "in the sea", "and the Lord", "he said that they");
    for (int i = 0; i < 200; i++) {
      flood.add(
          Samples.record(
              40_000 + i,
              ATTACKER,
              phrases.get(i % 4) + " x" + i + " " + phrases.get((i + 1) % 4) + " y" + i));
    }
    assertThat(share(attribute(with(flood), ANSWER), ATTACKER)).isLessThan(10_000);
  }

  @Test
  void aLikelyAnswerSewnFromOlderTextsGainsLessThanOnePercent() { // R41
    String sewn =
        "that they have to plant weeds there, they don't grow naturally; and then the Lord sent out"
            + " a great wind into the sea";
    Attribution attacked = attribute(with(List.of(Samples.record(40_000, ATTACKER, sewn))), ANSWER);
    assertThat(share(attacked, ATTACKER)).isLessThan(10_000);
    assertThat(share(attacked, 1))
        .isCloseTo(share(attribute(Samples.literature(), ANSWER), 1), within(10_000));
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
