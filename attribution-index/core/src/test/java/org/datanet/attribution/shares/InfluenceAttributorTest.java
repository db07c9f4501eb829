package org.datanet.attribution.shares;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.datanet.attribution.Samples;
import org.datanet.attribution.index.AttributionIndex;
import org.datanet.attribution.index.IndexWriter;
import org.datanet.attribution.index.IndexedRecord;
import org.datanet.attribution.influence.FeatureFile;
import org.datanet.attribution.influence.FeatureLayout;
import org.datanet.attribution.influence.FeatureWriter;
import org.datanet.attribution.influence.TracIn;
import org.datanet.kernel.DatasetVersionId;
import org.datanet.kernel.Hash;
import org.datanet.kernel.Ppm;
import org.datanet.kernel.RecordId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Features of two values and the query (1, 0): with TracIn a row's score is its first value.
class InfluenceAttributorTest {

  private static final DatasetVersionId VERSION = new DatasetVersionId(new UUID(0x7000L, 1));
  private static final ExecutorService POOL = Executors.newFixedThreadPool(2);
  private static final int ATTACKER = 9;
  private static final InfluenceParameters PARAMETERS =
      new InfluenceParameters(250_000, 500_000, 64, 1_000_000);

  private record Row(RecordId record, float score) {}

  @TempDir Path folder;
  private int files;

  @AfterAll
  static void stop() {
    POOL.close();
  }

  private static Row row(int record, double score) {
    return new Row(Samples.recordId(record), (float) score);
  }

  /// Four records: 1000 of contributor 1, 4000 and 4001 of 2, 6000 of 3.
  private static List<IndexedRecord> honest() {
    return List.of(
        Samples.record(1000, 1, Samples.paragraphs("moby-dick-001.txt").get(1)),
        Samples.record(4000, 2, Samples.paragraphs("kjv-jonah-01.txt").get(0)),
        Samples.record(4001, 2, Samples.paragraphs("kjv-ecclesiastes-01.txt").get(0)),
        Samples.record(6000, 3, Samples.paragraphs("kjv-ruth-01.txt").get(0)));
  }

  private static List<Row> scores() {
    return List.of(row(1000, 3), row(4000, 2), row(4001, 1), row(6000, -5));
  }

  private MethodShares attribute(List<IndexedRecord> records, List<Row> rows) {
    return attribute(records, rows, PARAMETERS);
  }

  private MethodShares attribute(
      List<IndexedRecord> records, List<Row> rows, InfluenceParameters parameters) {
    Path folder = this.folder.resolve("" + files++);
    try (AttributionIndex index = Samples.index(folder.resolve("index"), records)) {
      return attribute(index, folder.resolve("features"), rows, parameters);
    }
  }

  private static MethodShares attribute(
      AttributionIndex index, Path file, List<Row> rows, InfluenceParameters parameters) {
    var layout =
        new FeatureLayout(List.of(FeatureLayout.Layer.whole("all", 2)), 0, Hash.sha256("adapter"));
    try (FeatureWriter writer = new FeatureWriter(file, layout)) {
      rows.forEach(row -> writer.add(row.record(), new float[] {row.score(), 7}));
      writer.publish();
    }
    try (FeatureFile features = FeatureFile.open(file)) {
      return new InfluenceAttributor(
              new TracIn(List.of(features), List.of(1_000_000_000), POOL),
              new LinkedHashMap<>(Map.of(VERSION, index)),
              parameters)
          .attribute(List.of(new float[] {1, 0}));
    }
  }

  private static int share(MethodShares shares, int contributor) {
    return shares.shares().stream()
        .filter(share -> share.contributor().equals(Samples.account(contributor)))
        .mapToInt(ContributorShare::ppm)
        .sum();
  }

  @Test
  void dividesTheAttributablePartByPositiveScores() { // R30, R32
    MethodShares shares = attribute(honest(), scores());
    assertThat(shares.method()).isEqualTo("tracin-v1");
    assertThat(shares.recordShares())
        .extracting(RecordShare::ppm)
        .containsExactly(250_000, 166_667, 83_333);
    assertThat(share(shares, 3)).isZero();
    assertThat(shares.unattributedPpm()).isEqualTo(500_000);
    assertThat(shares.parameters())
        .containsEntry("attributablePpm", 500_000)
        .containsEntry("learningRatePpb0", 1_000_000_000);
    assertThat(shares.inputs()).hasSize(2);
  }

  @Test
  void givesTheSameIntegersEveryTime() { // R35
    assertThat(attribute(honest(), scores())).isEqualTo(attribute(honest(), scores()));
  }

  @Test
  void theRowsOfARecordAddUp() {
    MethodShares shares = attribute(honest(), List.of(row(1000, 2), row(4000, 3), row(1000, 1)));
    assertThat(share(shares, 1)).isEqualTo(250_000);
    assertThat(share(shares, 2)).isEqualTo(250_000);
  }

  @Test
  void aThousandCopiesEarnNothingAndTakeNothing() { // R41
    List<IndexedRecord> records = new ArrayList<>(honest());
    List<Row> rows = new ArrayList<>(scores());
    for (int i = 0; i < 1000; i++) {
      String copy = honest().getFirst().text();
      records.add(
          Samples.record(20_000 + i, ATTACKER, i % 2 == 0 ? copy : copy.toUpperCase(Locale.ROOT)));
      rows.add(row(20_000 + i, 3));
    }
    MethodShares attacked = attribute(records, rows);
    assertThat(share(attacked, ATTACKER)).isZero();
    assertThat(attacked.recordShares()).isEqualTo(attribute(honest(), scores()).recordShares());
  }

  @Test
  void anOutlierEarnsNoMoreThanTheCap() { // R41
    List<IndexedRecord> records = new ArrayList<>(honest());
    records.add(Samples.record(20_000, ATTACKER, "zzyx qwrt plmk vbnh jkdf outlier"));
    List<Row> rows = new ArrayList<>(scores());
    rows.add(row(20_000, 1e30));
    MethodShares attacked =
        attribute(records, rows, new InfluenceParameters(250_000, 500_000, 64, 100_000));
    assertThat(share(attacked, ATTACKER)).isEqualTo(100_000);
    assertThat(attacked.unattributedPpm()).isGreaterThanOrEqualTo(899_000);
  }

  @Test
  void manyAccountsWithOutliersReachASixteenthOfTheAnswer() { // R41
    List<IndexedRecord> records = new ArrayList<>(honest());
    List<Row> rows = new ArrayList<>(scores());
    for (int i = 0; i < 20; i++) {
      records.add(Samples.record(20_000 + i, 100 + i, "zzyx%d qwrt%d plmk%d".formatted(i, i, i)));
      rows.add(row(20_000 + i, 1e30));
    }
    MethodShares attacked = attribute(records, rows, InfluenceParameters.defaults());
    long joint = 0;
    for (int i = 0; i < 20; i++) {
      joint += share(attacked, 100 + i);
    }
    assertThat(joint).isEqualTo(500_000);
    assertThat(joint * attacked.weightPpm() / Ppm.WHOLE).isEqualTo(62_500);
  }

  @Test
  void whatLesserSourcesWouldGetStaysUnattributed() {
    MethodShares shares =
        attribute(honest(), scores(), new InfluenceParameters(250_000, 600_000, 1, 1_000_000));
    assertThat(shares.recordShares()).extracting(RecordShare::ppm).containsExactly(300_000);
    assertThat(shares.unattributedPpm()).isEqualTo(700_000);
  }

  @Test
  void aRecordThatLeftTheIndexEarnsNothing() {
    MethodShares shares = attribute(honest(), List.of(row(1000, 1), row(5, 2), row(6, 1)));
    assertThat(share(shares, 1)).isEqualTo(125_000);
    assertThat(shares.unattributedPpm()).isEqualTo(875_000);
  }

  @Test
  void anErasedRecordEarnsNothing() { // R29
    Path at = folder.resolve("index");
    Samples.index(at, honest()).close();
    try (IndexWriter writer = IndexWriter.open(at)) {
      writer.erase(List.of(Samples.recordId(1000)));
    }
    try (AttributionIndex index = AttributionIndex.open(at)) {
      MethodShares shares = attribute(index, folder.resolve("features"), scores(), PARAMETERS);
      assertThat(share(shares, 1)).isZero();
      assertThat(share(shares, 2)).isEqualTo(250_000);
      assertThat(shares.unattributedPpm()).isEqualTo(750_000);
    }
  }

  @Test
  void withoutAPositiveScoreNobodyEarns() {
    MethodShares shares = attribute(honest(), List.of(row(1000, 0), row(4000, -1)));
    assertThat(shares.recordShares()).isEmpty();
    assertThat(shares.unattributedPpm()).isEqualTo(Ppm.WHOLE);
  }

  @Test
  void impossibleParametersAreRefused() {
    assertThatThrownBy(() -> new InfluenceParameters(0, 1_000_001, 1, 1))
        .hasMessage("attributablePpm lies between 0 and 1000000, got: 1000001");
  }
}
