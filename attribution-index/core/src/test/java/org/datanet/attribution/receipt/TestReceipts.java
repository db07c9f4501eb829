package org.datanet.attribution.receipt;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.datanet.attribution.Samples;
import org.datanet.attribution.index.AttributionIndex;
import org.datanet.attribution.retrieval.RetrievedPassage;
import org.datanet.attribution.shares.Attribution;
import org.datanet.attribution.shares.AttributionParameters;
import org.datanet.attribution.shares.Attributor;
import org.datanet.attribution.shares.DatasetIndex;
import org.datanet.kernel.AdapterId;
import org.datanet.kernel.CallId;
import org.datanet.kernel.DatanetId;
import org.datanet.kernel.DatasetVersionId;
import org.datanet.kernel.Hash;
import org.datanet.kernel.TokenAmount;

/// Receipts over the literature.
final class TestReceipts {

  static final DatasetVersionId VERSION = new DatasetVersionId(new UUID(0x7000L, 1));
  static final DatanetId DATANET = new DatanetId(new UUID(0x7000L, 2));
  static final Split SPLIT = new Split(200_000, 600_000, 100_000, 100_000);
  static final Payees PAYEES =
      new Payees(
          Samples.account(50),
          Samples.account(51),
          Samples.account(52),
          List.of(new Payees.Treasury(DATANET, Samples.account(53))));
  static final String ANSWER =
      "They have to plant weeds there, they don't grow naturally. The Lord sent out a great wind.";

  private TestReceipts() {}

  static Receipt receipt(int call, TokenAmount fee, String answer, AttributionIndex index) {
    RetrievedPassage passage =
        new RetrievedPassage(
            index.recordId(0),
            VERSION,
            index.contributor(0),
            index.acceptedAt(0),
            String.join(" ", index.wordsOf(0)),
            1);
    Attribution attribution =
        Attributor.attribute(
            List.of(new DatasetIndex(VERSION, index)),
            List.of(passage),
            answer,
            AttributionParameters.defaults());
    Billing.Usage usage = new Billing.Usage(Samples.account(60), 12, 34);
    return new Receipt(
        Receipt.VERSION,
        new CallId(new UUID(0x7000L, call)),
        Samples.START.plusMillis(call),
        Hash.sha256("request"),
        Hash.sha256(answer.getBytes(StandardCharsets.UTF_8)),
        answer.length(),
        new ServedModel(
            "whale:1", Hash.sha256("base"), new AdapterId(new UUID(0x7000L, 3)), Hash.sha256("a")),
        List.of(new DatasetReference(VERSION, DATANET, Hash.sha256("root"), index.digest(), true)),
        List.of(RetrievedRecord.of(passage)),
        attribution,
        fee.isZero()
            ? Billing.free("timeout", usage, SPLIT, PAYEES)
            : Billing.charged(usage, fee, SPLIT, PAYEES, attribution));
  }

  /// The epoch that settles exactly these receipts.
  static EpochBundle epoch(List<Receipt> receipts) {
    SettlementReport report = SettlementChecker.check(List.of(), receipts);
    List<Hash> hashes = receipts.stream().map(Receipt::hash).toList();
    return new EpochBundle(
        1,
        report.creditsRoot(),
        report.receiptsRoot(),
        EpochBundle.dataHash(hashes),
        hashes,
        report.credits(),
        TestSigner.ADDRESS);
  }
}
