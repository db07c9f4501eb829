package org.datanet.attribution.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.datanet.attribution.Samples;
import org.datanet.attribution.index.AttributionIndex;
import org.datanet.attribution.shares.Attribution;
import org.datanet.attribution.shares.Blend;
import org.datanet.attribution.shares.MethodShares;
import org.datanet.attribution.shares.RecordShare;
import org.datanet.kernel.Hash;
import org.datanet.kernel.TokenAmount;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlendedReceiptTest {

  @TempDir Path folder;

  private static Receipt blended(Receipt receipt) {
    RecordShare learnt =
        new RecordShare(Samples.recordId(6000), TestReceipts.VERSION, Samples.account(3), 400_000);
    MethodShares gradients =
        new MethodShares(
            "datainf-v1",
            250_000,
            Map.of("attributablePpm", 500_000, "topSources", 64, "contributorCapPpm", 250_000),
            List.of(Hash.sha256("features"), Hash.sha256("query")),
            List.of(learnt),
            600_000);
    Attribution blend = Blend.of(receipt.attribution(), List.of(gradients));
    Billing billing = receipt.billing();
    Billing.Usage usage = new Billing.Usage(Samples.account(60), 12, 34);
    return new Receipt(
        receipt.version(),
        receipt.callId(),
        receipt.at(),
        receipt.requestHash(),
        receipt.responseHash(),
        receipt.answerCharacters(),
        receipt.model(),
        receipt.datasets(),
        receipt.retrieved(),
        blend,
        Billing.charged(usage, billing.fee(), billing.split(), billing.payees(), blend));
  }

  @Test
  void everyMethodIsReadBackFromTheReceipt() throws IOException { // R30, R35
    try (AttributionIndex index = Samples.index(folder, Samples.literature())) {
      TokenAmount fee = new TokenAmount(BigInteger.valueOf(1_000_003));
      Receipt spans = TestReceipts.receipt(1, fee, TestReceipts.ANSWER, index);
      Receipt receipt = blended(spans);
      SignedReceipt signed = TestSigner.sign(receipt);
      SignedReceipt read = SignedReceipt.read(signed.canonicalJson());
      assertThat(read).isEqualTo(signed);
      assertThat(read.canonicalJson()).isEqualTo(signed.canonicalJson());
      List<MethodShares> methods = read.receipt().attribution().methods();
      assertThat(methods)
          .extracting(MethodShares::method)
          .containsExactly("spans-v1", "datainf-v1");
      assertThat(methods.getFirst().recordShares()).isEqualTo(spans.attribution().recordShares());
      assertThat(Blend.fault(read.receipt().attribution())).isEmpty();
    }
  }

  @Test
  void aBlendIsRecomputedFromItsMethods() { // R9, R35
    try (AttributionIndex index = Samples.index(folder, Samples.literature())) {
      TokenAmount fee = new TokenAmount(BigInteger.valueOf(1_000_003));
      Receipt receipt = blended(TestReceipts.receipt(1, fee, TestReceipts.ANSWER, index));
      Verification verification =
          ReceiptVerifier.verify(
              TestSigner.sign(receipt).canonicalJson(),
              Evidence.NONE
                  .withAnswers(List.of(TestReceipts.ANSWER))
                  .withIndexes(Map.of(TestReceipts.VERSION, index)));
      assertThat(verification.valid()).isTrue();
      assertThat(verification.checks())
          .filteredOn(check -> check.outcome() == Verification.Outcome.PASSED)
          .extracting(Verification.Check::name)
          .contains("methods", "shares", "payments");
      assertThat(verification.checks())
          .filteredOn(check -> check.outcome() == Verification.Outcome.SKIPPED)
          .extracting(Verification.Check::name)
          .contains("datainf-v1");
    }
  }

  @Test
  void aWeightChangedInTheFileIsAFaultOfTheBlend() throws IOException { // R9
    try (AttributionIndex index = Samples.index(folder, Samples.literature())) {
      TokenAmount fee = new TokenAmount(BigInteger.valueOf(1_000_003));
      Receipt receipt = blended(TestReceipts.receipt(1, fee, TestReceipts.ANSWER, index));
      String json =
          new String(TestSigner.sign(receipt).canonicalJson(), StandardCharsets.UTF_8)
              .replace("\"weightPpm\":250000", "\"weightPpm\":250001")
              .replace("\"weightPpm\":750000", "\"weightPpm\":749999");
      SignedReceipt changed = SignedReceipt.read(json.getBytes(StandardCharsets.UTF_8));
      assertThat(Blend.fault(changed.receipt().attribution())).isPresent();
    }
  }
}
