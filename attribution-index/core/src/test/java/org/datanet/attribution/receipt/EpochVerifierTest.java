package org.datanet.attribution.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.datanet.attribution.Samples;
import org.datanet.attribution.chain.RecordedNode;
import org.datanet.attribution.receipt.Verification.Check;
import org.datanet.kernel.Address;
import org.datanet.kernel.Hash;
import org.datanet.kernel.TokenAmount;
import org.junit.jupiter.api.Test;

class EpochVerifierTest {

  /// The epoch that the recorded chain holds.
  static EpochBundle posted() {
    List<Hash> receipts =
        IntStream.range(0, 20).mapToObj(i -> Hash.sha256("receipt " + i)).toList();
    Address account = Samples.account(1);
    TokenAmount one = TokenAmount.ofOpen("1");
    return new EpochBundle(
        1,
        EpochTrees.creditsRoot(Map.of(account, one)),
        EpochTrees.receiptsRoot(receipts),
        EpochBundle.dataHash(receipts),
        receipts,
        List.of(new SettlementReport.Credit(account, one)),
        TestSigner.ADDRESS);
  }

  private static List<String> failed(EpochProof epoch) {
    try (RecordedNode node = new RecordedNode()) {
      return EpochVerifier.verify(epoch, Optional.of(node.state())).failures().stream()
          .map(Check::name)
          .toList();
    }
  }

  @Test
  void aPostedEpochIsWhatTheChainHoldsAndSaysWhatACallCost() { // R9, R36
    try (RecordedNode node = new RecordedNode()) {
      Verification verification = EpochVerifier.verify(posted(), Optional.of(node.state()));
      assertThat(verification.valid()).isTrue();
      assertThat(verification.checks().getLast().detail())
          .isEqualTo("149967 gas and 292 bytes for 20 receipts: 7498 gas and 14 bytes each");
    }
  }

  @Test
  void aReceiptLeftOutOrACreditRaisedIsNamed() { // R9
    EpochBundle good = posted();
    List<Hash> fewer = good.receipts().subList(1, 20);
    assertThat(failed(with(fewer, good.credits()))).containsExactly("receipts-root", "data-hash");
    List<SettlementReport.Credit> more =
        List.of(new SettlementReport.Credit(Samples.account(1), TokenAmount.ofOpen("2")));
    assertThat(failed(with(good.receipts(), more))).containsExactly("credits-root");
  }

  private static EpochBundle with(List<Hash> receipts, List<SettlementReport.Credit> credits) {
    EpochBundle good = posted();
    return new EpochBundle(
        1,
        good.creditsRoot(),
        good.receiptsRoot(),
        good.dataHash(),
        receipts,
        credits,
        good.attestor());
  }

  @Test
  void anEpochThatWasNeverPostedIsNamed() {
    EpochBundle good = posted();
    EpochBundle second =
        new EpochBundle(
            2,
            good.creditsRoot(),
            good.receiptsRoot(),
            good.dataHash(),
            good.receipts(),
            good.credits(),
            good.attestor());
    assertThat(failed(second)).containsExactly("posted-epoch");
  }

  @Test
  void aPathProvesOneReceiptAndNoOther() { // R9
    EpochBundle epoch = posted();
    for (Hash receipt : epoch.receipts()) {
      ReceiptPath path =
          new ReceiptPath(
              1, receipt, epoch.receiptsRoot(), EpochTrees.receiptProof(epoch.receipts(), receipt));
      assertThat(path.covers(receipt)).isTrue();
      assertThat(path.covers(Hash.sha256("another"))).isFalse();
      List<Hash> bent = new ArrayList<>(path.proof());
      bent.set(0, Hash.sha256("bent"));
      assertThat(new ReceiptPath(1, receipt, epoch.receiptsRoot(), bent).covers(receipt)).isFalse();
      assertThat(failed(path)).isEmpty();
    }
  }

  @Test
  void bothFormsAreReadFromFiles() throws IOException {
    EpochBundle epoch = posted();
    assertThat(EpochProof.read(ReceiptJson.write(epoch))).isEqualTo(epoch);
    ReceiptPath path =
        new ReceiptPath(1, epoch.receipts().getFirst(), epoch.receiptsRoot(), List.of());
    assertThat(EpochProof.read(ReceiptJson.write(path))).isEqualTo(path);
    assertThat(new String(ReceiptJson.write(path), StandardCharsets.UTF_8))
        .contains("\"proof\":[]");
  }
}
