package org.datanet.attribution.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.datanet.attribution.Samples;
import org.datanet.attribution.index.AttributionIndex;
import org.datanet.attribution.receipt.Verification.Check;
import org.datanet.attribution.receipt.Verification.Outcome;
import org.datanet.kernel.Address;
import org.datanet.kernel.Hash;
import org.datanet.kernel.TokenAmount;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReceiptVerifierTest {

  private static final TokenAmount FEE = TokenAmount.ofOpen("0.000000000000001237");

  @TempDir Path folder;
  private AttributionIndex index;
  private Receipt receipt;

  @BeforeEach
  void build() {
    index = Samples.index(folder.resolve("index"), Samples.literature());
    receipt = TestReceipts.receipt(1, FEE, TestReceipts.ANSWER, index);
  }

  @AfterEach
  void close() {
    index.close();
  }

  private Evidence everything(String answer) {
    return Evidence.NONE
        .withSigner(TestSigner.ADDRESS)
        .withAnswers(List.of(answer))
        .withIndexes(Map.of(TestReceipts.VERSION, index));
  }

  private static List<String> failed(Verification verification) {
    return verification.failures().stream().map(Check::name).toList();
  }

  @Test
  void aTrueReceiptPassesEveryCheck() { // R35
    Verification verification =
        ReceiptVerifier.verify(
            TestSigner.sign(receipt).canonicalJson(),
            everything(TestReceipts.ANSWER).withEpoch(TestReceipts.epoch(List.of(receipt))));
    assertThat(verification.checks())
        .filteredOn(check -> check.outcome() != Outcome.PASSED)
        .extracting(Check::name)
        .containsExactly("chain");
    assertThat(receipt.attribution().shares()).isNotEmpty();
  }

  @Test
  void checksWithoutEvidenceAreSkippedAndSaySo() {
    Verification verification =
        ReceiptVerifier.verify(TestSigner.sign(receipt).canonicalJson(), Evidence.NONE);
    assertThat(verification.valid()).isTrue();
    assertThat(verification.checks())
        .filteredOn(check -> check.outcome() == Outcome.SKIPPED)
        .extracting(Check::name)
        .containsExactly("signer", "answer", "index", "shares", "merkle-path", "chain");
  }

  @Test
  void aForgedPaymentIsNamedEvenWhenHashedAndSignedAgain() { // R31
    Billing billing = receipt.billing();
    List<Payment> forged =
        List.of(new Payment(Payment.Kind.CONTRIBUTOR, Samples.account(9), billing.fee()));
    Billing changed =
        new Billing(
            true,
            "completed",
            billing.payer(),
            1,
            1,
            FEE,
            billing.split(),
            billing.payees(),
            forged);
    assertThat(failed(verifySigned(with(changed)))).containsExactly("payments");
  }

  @Test
  void sharesOfAnotherAnswerAreNamed() { // R35
    Receipt other = TestReceipts.receipt(2, FEE, "Call me Ishmael some years ago", index);
    Receipt mixed =
        new Receipt(
            1,
            receipt.callId(),
            receipt.at(),
            receipt.requestHash(),
            receipt.responseHash(),
            receipt.answerCharacters(),
            receipt.model(),
            receipt.datasets(),
            receipt.retrieved(),
            other.attribution(),
            new Billing(
                true,
                "completed",
                receipt.billing().payer(),
                1,
                1,
                FEE,
                TestReceipts.SPLIT,
                TestReceipts.PAYEES,
                FeeSplit.of(FEE, TestReceipts.SPLIT, TestReceipts.PAYEES, other.attribution())));
    assertThat(failed(verifySigned(mixed))).containsExactly("shares");
  }

  @Test
  void anotherAnswerIndexOrSignerIsNamed() {
    byte[] file = TestSigner.sign(receipt).canonicalJson();
    assertThat(failed(ReceiptVerifier.verify(file, everything("something else"))))
        .contains("answer");
    try (AttributionIndex other =
        Samples.index(folder.resolve("other"), Samples.literature().subList(0, 9))) {
      Evidence evidence =
          Evidence.NONE
              .withSigner(Address.of("0x" + "1".repeat(40)))
              .withIndexes(Map.of(TestReceipts.VERSION, other));
      assertThat(failed(ReceiptVerifier.verify(file, evidence))).containsExactly("signer", "index");
    }
  }

  @Test
  void noiseIsNoReceipt() {
    byte[] noise = "{\"receipt\":1}".getBytes(StandardCharsets.UTF_8);
    assertThat(failed(ReceiptVerifier.verify(noise, Evidence.NONE))).containsExactly("json");
    byte[] other = "{\"receiptHash\":\"0x1\"}".getBytes(StandardCharsets.UTF_8);
    assertThat(ReceiptVerifier.verify(other, Evidence.NONE).failures())
        .singleElement()
        .satisfies(check ->
            assertThat(check.detail())
                .isEqualTo(
                    "not a signed receipt: Cannot construct instance of"
                        + " `org.datanet.kernel.Hash`, problem: a hash is 0x followed by 64 hex"
                        + " digits, got: 0x1"));
    byte[] partial = "{\"chainId\":1}".getBytes(StandardCharsets.UTF_8);
    assertThat(ReceiptVerifier.verify(partial, Evidence.NONE).failures().getFirst().detail())
        .isEqualTo("not a signed receipt: Missing field 'receipt' (index 0)");
  }

  @Test
  void recoversTheSignerOfADigestAndRefusesMalleatedSignatures() {
    Hash digest = Hash.sha256("anything");
    String good = TestSigner.signature(digest);
    assertThat(ReceiptSignature.signer(digest, good)).contains(TestSigner.ADDRESS);
    assertThat(ReceiptSignature.signer(digest, good.substring(0, 130) + "1d")).isEmpty();
    assertThat(ReceiptSignature.signer(digest, good.substring(0, 66) + "f".repeat(64) + "1b"))
        .isEmpty();
  }

  private Verification verifySigned(Receipt changed) {
    return ReceiptVerifier.verify(
        TestSigner.sign(changed).canonicalJson(), everything(TestReceipts.ANSWER));
  }

  private Receipt with(Billing billing) {
    return new Receipt(
        1,
        receipt.callId(),
        receipt.at(),
        receipt.requestHash(),
        receipt.responseHash(),
        receipt.answerCharacters(),
        receipt.model(),
        receipt.datasets(),
        receipt.retrieved(),
        receipt.attribution(),
        billing);
  }
}
