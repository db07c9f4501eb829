package org.datanet.attribution.shares;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.datanet.attribution.Samples;
import org.datanet.kernel.DatasetVersionId;
import org.datanet.kernel.Hash;
import org.datanet.kernel.Ppm;
import org.junit.jupiter.api.Test;

class BlendTest {

  private static final DatasetVersionId VERSION = new DatasetVersionId(new UUID(0x7000L, 1));

  /// Record `i` of contributor `i mod 3` has `ppm[i]`.
  private static List<RecordShare> records(List<Integer> ppm) {
    Ledger ledger = new Ledger();
    for (int i = 0; i < ppm.size(); i++) {
      ledger.add(
          new RecordShare(Samples.recordId(i), VERSION, Samples.account(i % 3), 0), ppm.get(i));
    }
    return ledger.shares(Ppm.WHOLE);
  }

  private static int sum(List<Integer> ppm) {
    return ppm.stream().mapToInt(i -> i).sum();
  }

  private static Attribution spans(List<Integer> ppm) {
    List<RecordShare> records = records(ppm);
    return new Attribution(
        Attribution.METHOD,
        AttributionParameters.defaults(),
        10,
        90_000,
        List.of(),
        Ledger.byContributor(records),
        records,
        Ppm.WHOLE - sum(ppm));
  }

  private static MethodShares gradients(int weightPpm, List<Integer> ppm) {
    return new MethodShares(
        "datainf-v1",
        weightPpm,
        Map.of("topSources", 8),
        List.of(Hash.sha256("features"), Hash.sha256("query")),
        records(ppm),
        Ppm.WHOLE - sum(ppm));
  }

  @Test
  void eachRecordGetsItsWeightedMean() { // R30, R32
    Attribution blend =
        Blend.of(
            spans(List.of(400_000, 0, 100_000)),
            List.of(gradients(250_000, List.of(100_000, 400_000))));
    assertThat(blend.method()).isEqualTo("blend-v1");
    assertThat(blend.recordShares())
        .extracting(RecordShare::ppm)
        .containsExactly(325_000, 100_000, 75_000);
    assertThat(blend.unattributedPpm()).isEqualTo(500_000);
    assertThat(blend.methods())
        .extracting(MethodShares::weightPpm)
        .containsExactly(750_000, 250_000);
    assertThat(blend.methods().getFirst().recordShares())
        .isEqualTo(spans(List.of(400_000, 0, 100_000)).recordShares());
  }

  @Property(tries = 200)
  void sumsAndFollowsFromItsMethods(
      @ForAll @Size(max = 20) List<@IntRange(max = 50_000) Integer> spans,
      @ForAll @Size(max = 20) List<@IntRange(max = 50_000) Integer> gradients,
      @ForAll @IntRange(max = 1_000_000) int weight) { // R35
    Attribution blend = Blend.of(spans(spans), List.of(gradients(weight, gradients)));
    assertThat(Blend.fault(blend)).isEmpty();
    double expected =
        (sum(spans) * (double) (Ppm.WHOLE - weight) + sum(gradients) * (double) weight) / Ppm.WHOLE;
    assertThat((double) Ppm.WHOLE - blend.unattributedPpm()).isCloseTo(expected, within(40.0));
  }

  @Test
  void spansAloneAreTheirOwnBlend() {
    Attribution spans = spans(List.of(300_000, 200_000));
    assertThat(spans.methods()).hasSize(1);
    assertThat(spans.methods().getFirst().weightPpm()).isEqualTo(Ppm.WHOLE);
    assertThat(spans.methods().getFirst().shares()).isEqualTo(spans.shares());
    assertThat(Blend.fault(spans)).isEmpty();
    assertThat(Blend.fault(Attribution.none(AttributionParameters.defaults()))).isEmpty();
  }

  @Test
  void sharesThatDoNotFollowFromTheMethodsAreNamed() { // R9
    Attribution blend =
        Blend.of(spans(List.of(400_000)), List.of(gradients(250_000, List.of(0, 400_000))));
    List<RecordShare> moved = new ArrayList<>(records(List.of(299_999, 100_001)));
    Attribution changed =
        new Attribution(
            blend.method(),
            blend.parameters(),
            blend.answerWords(),
            blend.answerMillibits(),
            blend.spans(),
            Ledger.byContributor(moved),
            moved,
            blend.unattributedPpm(),
            blend.methods());
    assertThat(Blend.fault(changed))
        .hasValueSatisfying(
            fault -> assertThat(fault).startsWith("its methods blend to ").contains("ppm=300000"));
  }

  @Test
  void weightsBeyondTheWholeAreRefused() {
    MethodShares heavy = gradients(600_000, List.of(1));
    assertThatThrownBy(() -> Blend.of(spans(List.of(1)), List.of(heavy, heavy)))
        .hasMessageContaining("left for spans: -200000");
    assertThatThrownBy(() -> Blend.of(spans(List.of(1)), List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> gradients(1_000_001, List.of(1))).hasMessageContaining("got: 1000001");
  }
}
