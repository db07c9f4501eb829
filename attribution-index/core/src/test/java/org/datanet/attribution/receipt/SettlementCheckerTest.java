package org.datanet.attribution.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.datanet.attribution.Samples;
import org.datanet.attribution.index.AttributionIndex;
import org.datanet.kernel.Address;
import org.datanet.kernel.MerkleTree;
import org.datanet.kernel.TokenAmount;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettlementCheckerTest {

  @TempDir Path folder;

  private List<Receipt> receipts() {
    List<Receipt> receipts = new ArrayList<>();
    try (AttributionIndex index = Samples.index(folder, Samples.literature())) {
      for (String answer : Samples.paragraphs("moby-dick-006.txt")) {
        int call = receipts.size();
        TokenAmount fee =
            new TokenAmount(BigInteger.valueOf(call % 4 == 3 ? 0 : 1000 + 37L * call));
        receipts.add(TestReceipts.receipt(call, fee, answer + " " + TestReceipts.ANSWER, index));
      }
    }
    return receipts;
  }

  private static Map<Address, TokenAmount> credits(List<Receipt> receipts) {
    Map<Address, TokenAmount> credits = new HashMap<>();
    for (Receipt receipt : receipts) {
      for (Payment payment : receipt.billing().payments()) {
        if (payment.kind() != Payment.Kind.PROTOCOL) {
          credits.merge(payment.account(), payment.amount(), TokenAmount::plus);
        }
      }
    }
    return credits;
  }

  @Test
  void comesToTheSameRootsAndTotalsAsThePlatform() { // R31, R35
    List<Receipt> receipts = receipts();
    List<Receipt> earlier = receipts.subList(0, 4);
    List<Receipt> epoch = receipts.subList(4, receipts.size());
    SettlementReport report = SettlementChecker.check(earlier, epoch);
    assertThat(report.faults()).isEmpty();
    assertThat(report.fees()).isEqualTo(report.credited().plus(report.protocol()));
    assertThat(report.creditsRoot()).isEqualTo(EpochTrees.creditsRoot(credits(receipts)));
    assertThat(report.receiptsRoot())
        .isEqualTo(EpochTrees.receiptsRoot(epoch.stream().map(Receipt::hash).toList()));
    assertThat(report.billable()).isLessThan(report.receipts());
  }

  @Test
  void provesEveryCreditAndEveryReceipt() {
    List<Receipt> receipts = receipts();
    SettlementReport report = SettlementChecker.check(List.of(), receipts);
    for (SettlementReport.Credit credit : report.credits()) {
      assertThat(
              MerkleTree.verify(
                  EpochTrees.creditLeaf(credit.account(), credit.cumulative()),
                  EpochTrees.creditProof(credits(receipts), credit.account()),
                  report.creditsRoot()))
          .isTrue();
    }
    var hashes = receipts.stream().map(Receipt::hash).toList();
    assertThat(
            MerkleTree.verify(
                EpochTrees.receiptLeaf(hashes.getFirst()),
                EpochTrees.receiptProof(hashes, hashes.getFirst()),
                report.receiptsRoot()))
        .isTrue();
  }

  @Test
  void namesAReceiptThatOccursTwiceOrPaysWrongly() {
    Receipt good = receipts().get(1);
    Billing billing = good.billing();
    Receipt bad =
        new Receipt(
            1,
            good.callId(),
            good.at(),
            good.requestHash(),
            good.responseHash(),
            good.answerCharacters(),
            good.model(),
            good.datasets(),
            good.retrieved(),
            good.attribution(),
            new Billing(
                true,
                "completed",
                billing.payer(),
                1,
                1,
                billing.fee(),
                billing.split(),
                billing.payees(),
                billing.payments().subList(1, billing.payments().size())));
    assertThat(SettlementChecker.check(List.of(), List.of(bad)).faults())
        .singleElement()
        .asString()
        .contains("do not follow from its shares");
    assertThat(SettlementChecker.check(List.of(good), List.of(good)).faults())
        .singleElement()
        .asString()
        .contains("two receipts");
  }

  @Test
  void anEpochOfNothingHasZeroRoots() {
    SettlementReport report = SettlementChecker.check(List.of(), List.of());
    assertThat(report.creditsRoot()).isEqualTo(EpochTrees.creditsRoot(Map.of()));
    assertThat(report.receiptsRoot()).isEqualTo(EpochTrees.receiptsRoot(List.of()));
  }

  @Test
  void encodesTheLargestAmount() {
    TokenAmount most = new TokenAmount(BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE));
    assertThat(EpochTrees.creditLeaf(Samples.account(1), most))
        .isNotEqualTo(EpochTrees.creditLeaf(Samples.account(1), TokenAmount.ZERO));
  }
}
