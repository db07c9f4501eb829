package org.datanet.attribution.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.datanet.attribution.Samples;
import org.datanet.attribution.chain.RecordedNode;
import org.datanet.attribution.index.AttributionIndex;
import org.datanet.attribution.receipt.Verification.Check;
import org.datanet.kernel.AdapterId;
import org.datanet.kernel.DatasetVersionId;
import org.datanet.kernel.Hash;
import org.datanet.kernel.TokenAmount;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChainChecksTest {

  @TempDir Path folder;
  private final RecordedNode node = new RecordedNode();
  private Receipt receipt;

  @BeforeEach
  void build() {
    try (AttributionIndex index = Samples.index(folder, Samples.literature())) {
      receipt = TestReceipts.receipt(1, TokenAmount.ofOpen("0.5"), TestReceipts.ANSWER, index);
    }
  }

  @AfterEach
  void stop() {
    node.close();
  }

  private List<Check> failures(Receipt changed) {
    return ReceiptVerifier.verify(
            TestSigner.sign(changed).canonicalJson(), Evidence.NONE.withChain(node.state()))
        .failures();
  }

  private Receipt with(Instant at, ServedModel model, DatasetReference dataset) {
    return new Receipt(
        Receipt.VERSION,
        receipt.callId(),
        at,
        receipt.requestHash(),
        receipt.responseHash(),
        receipt.answerCharacters(),
        model,
        List.of(dataset),
        receipt.retrieved(),
        receipt.attribution(),
        receipt.billing());
  }

  private ServedModel model(AdapterId adapter, Hash base, Hash hash) {
    return new ServedModel("whale:1", base, adapter, hash);
  }

  @Test
  void aTrueReceiptIsWhatTheChainHolds() { // R4, R9
    Verification verification =
        ReceiptVerifier.verify(
            TestSigner.sign(receipt).canonicalJson(), Evidence.NONE.withChain(node.state()));
    assertThat(verification.failures()).isEmpty();
    assertThat(verification.checks())
        .extracting(Check::name)
        .contains(
            "chain-id",
            "adapter",
            "adapter-parents",
            "adapter-registered",
            "adapter-not-frozen",
            "dataset",
            "dataset-registered",
            "dataset-not-frozen")
        .doesNotContain("chain");
  }

  @Test
  void aReceiptOfAnotherChainIsNamed() {
    SignedReceipt signed =
        new SignedReceipt(
            receipt,
            receipt.hash(),
            1,
            TestSigner.signature(ReceiptSignature.digest(receipt.hash(), 1)),
            TestSigner.ADDRESS);
    assertThat(
            ReceiptVerifier.verify(signed.canonicalJson(), Evidence.NONE.withChain(node.state()))
                .failures())
        .singleElement()
        .satisfies(check -> assertThat(check.name()).isEqualTo("chain-id"))
        .satisfies(check ->
            assertThat(check.detail())
                .isEqualTo("the node is of chain 31337, the receipt of chain 1"));
  }

  @Test
  void anotherAdapterBaseModelOrDatasetIsNamed() { // R9
    ServedModel good = receipt.model();
    DatasetReference dataset = receipt.datasets().getFirst();
    Hash other = Hash.sha256("other");
    assertThat(
            failures(
                with(
                    receipt.at(), model(good.adapterId(), good.baseFingerprint(), other), dataset)))
        .extracting(Check::name)
        .containsExactly("adapter");
    assertThat(
            failures(
                with(receipt.at(), model(good.adapterId(), other, good.adapterHash()), dataset)))
        .extracting(Check::name)
        .containsExactly("adapter-parents");
    DatasetVersionId unregistered = new DatasetVersionId(new UUID(0x7000L, 9));
    assertThat(
            failures(
                with(
                    receipt.at(),
                    good,
                    new DatasetReference(
                        unregistered, dataset.datanetId(), dataset.merkleRoot(), other, true))))
        .extracting(Check::name)
        .containsExactly("adapter-parents", "dataset");
    assertThat(
            failures(
                with(
                    receipt.at(),
                    good,
                    new DatasetReference(
                        dataset.id(), dataset.datanetId(), other, dataset.indexDigest(), true))))
        .extracting(Check::name)
        .containsExactly("dataset");
  }

  @Test
  void aCallOfAFrozenAdapterOrBeforeItWasRegisteredIsNamed() { // R4
    DatasetReference dataset = receipt.datasets().getFirst();
    assertThat(failures(with(Instant.parse("2026-01-02T12:00:00Z"), receipt.model(), dataset)))
        .extracting(Check::name)
        .containsExactly("adapter-not-frozen");
    assertThat(failures(with(Instant.parse("2025-12-30T00:00:00Z"), receipt.model(), dataset)))
        .extracting(Check::name)
        .containsExactly("adapter-registered", "dataset-registered");
  }
}
