package org.datanet.attribution.receipt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.datanet.attribution.Samples;
import org.datanet.attribution.chain.RecordedNode;
import org.datanet.attribution.index.AttributionIndex;
import org.datanet.attribution.receipt.AuditReport.Finding;
import org.datanet.attribution.receipt.AuditReport.Result;
import org.datanet.attribution.receipt.Verification.Check;
import org.datanet.kernel.Hash;
import org.datanet.kernel.TokenAmount;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditTest {

  private static final Hash BLOCK = Hash.sha256("a block");

  @TempDir Path folder;
  private AttributionIndex index;
  private final List<Receipt> receipts = new ArrayList<>();
  private final Map<Hash, byte[]> files = new HashMap<>();
  private final List<String> answers = new ArrayList<>();

  @BeforeEach
  void build() {
    index = Samples.index(folder, Samples.literature());
    for (int call = 0; call < 16; call++) {
      String answer = call + " " + TestReceipts.ANSWER;
      Receipt receipt = TestReceipts.receipt(call, TokenAmount.ofOpen("1"), answer, index);
      receipts.add(receipt);
      answers.add(answer);
      files.put(receipt.hash(), TestSigner.sign(receipt).canonicalJson());
    }
  }

  @AfterEach
  void close() {
    index.close();
  }

  private AuditReport audit(int size, Evidence evidence) {
    EpochBundle epoch = TestReceipts.epoch(receipts);
    return Audit.run(epoch, Sample.draw(epoch.receipts(), BLOCK, size), files, evidence);
  }

  private Evidence everything() {
    return Evidence.NONE
        .withSigner(TestSigner.ADDRESS)
        .withAnswers(answers)
        .withIndexes(Map.of(TestReceipts.VERSION, index));
  }

  @Test
  void recomputesTheSharesOfARandomSample() { // R42, R43
    AuditReport report = audit(5, everything());
    assertThat(report.passed()).isTrue();
    assertThat(report.findings()).hasSize(5);
    assertThat(report.findings())
        .allSatisfy(finding ->
            assertThat(finding.checks())
                .filteredOn(check -> check.outcome() == Verification.Outcome.PASSED)
                .extracting(Check::name)
                .contains("shares", "merkle-path", "signature"));
  }

  @Test
  void everybodyDrawsTheSameSampleAndGetsTheSameReport() { // R43
    List<Hash> hashes = new ArrayList<>(receipts.stream().map(Receipt::hash).toList());
    Sample first = Sample.draw(hashes, BLOCK, 5);
    Collections.shuffle(hashes, new Random(7));
    assertThat(Sample.draw(hashes, BLOCK, 5)).isEqualTo(first);
    assertThat(Sample.draw(hashes, Hash.sha256("another block"), 5)).isNotEqualTo(first);
    assertThat(new HashSet<>(first.drawn())).hasSize(5);
    assertThat(Sample.draw(hashes, BLOCK, 1000).drawn()).hasSize(16);
    assertThat(audit(5, everything()).canonicalJson())
        .isEqualTo(audit(5, everything()).canonicalJson());
  }

  /// Chi-squared over 40 receipts and 4,000 draws of 10: mean 39, 99.99 % below 84.
  @Test
  void everyReceiptIsDrawnEquallyOften() { // R43
    List<Hash> hashes = IntStream.range(0, 40).mapToObj(i -> Hash.sha256("receipt " + i)).toList();
    Map<Hash, Integer> counts = new HashMap<>();
    IntStream.range(0, 4_000)
        .forEach(i ->
            Sample.draw(hashes, Hash.sha256("block " + i), 10)
                .drawn()
                .forEach(hash -> counts.merge(hash, 1, Integer::sum)));
    double squares = counts.values().stream().mapToDouble(n -> Math.pow(n - 1000, 2)).sum();
    assertThat(squares / 1000).isLessThan(84);
  }

  @Test
  void aForgedReceiptOfTheSampleIsNamed() { // R43
    Hash drawn = audit(5, everything()).findings().getFirst().receiptHash();
    String forged =
        new String(files.get(drawn), UTF_8)
            .replaceFirst("\"unattributedPpm\":\\d", "\"unattributedPpm\":9");
    files.put(drawn, forged.getBytes(UTF_8));
    AuditReport report = audit(5, everything());
    assertThat(report.passed()).isFalse();
    assertThat(report.findings())
        .filteredOn(finding -> finding.result() == Result.DIFFERS)
        .extracting(Finding::receiptHash)
        .containsExactly(drawn);
  }

  @Test
  void aReceiptThatIsNotHandedInCountsAgainstThePlatform() { // R43
    Hash drawn = audit(5, everything()).findings().get(3).receiptHash();
    files.remove(drawn);
    AuditReport report = audit(5, everything());
    assertThat(report.passed()).isFalse();
    assertThat(report.findings().get(3).result()).isEqualTo(Result.MISSING);
  }

  @Test
  void anEpochThatIsNotThePostedOneIsNamed() { // R9, R43
    try (RecordedNode node = new RecordedNode()) {
      AuditReport report = audit(3, everything().withChain(node.state()));
      assertThat(new Verification(report.epochChecks()).failures())
          .extracting(Check::name)
          .contains("posted-receipts", "posted-credits", "posted-data", "block");
    }
  }

  @Test
  void theBlockMustBeLaterThanTheEpoch() { // R43
    try (RecordedNode node = new RecordedNode()) {
      EpochBundle posted = EpochVerifierTest.posted();
      Evidence evidence = Evidence.NONE.withChain(node.state());
      assertThat(blockCheck(posted, node.blockAfter(), evidence)).isEmpty();
      assertThat(blockCheck(posted, node.blockBefore(), evidence))
          .get()
          .asString()
          .contains("is not later than the epoch, posted at 2025-12-31T00:02:00Z");
    }
  }

  private static Optional<String> blockCheck(EpochBundle epoch, Hash block, Evidence evidence) {
    AuditReport report =
        Audit.run(epoch, Sample.draw(epoch.receipts(), block, 1), Map.of(), evidence);
    return new Verification(report.epochChecks())
        .failures().stream().filter(c -> c.name().equals("block")).map(Check::detail).findFirst();
  }
}
