package org.datanet.attribution.receipt;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.datanet.attribution.chain.ChainState;
import org.datanet.attribution.chain.PostedEpoch;
import org.datanet.attribution.chain.SettlementContract;
import org.datanet.attribution.receipt.AuditReport.Finding;
import org.datanet.attribution.receipt.AuditReport.Result;
import org.datanet.attribution.receipt.Verification.Check;
import org.datanet.attribution.receipt.Verification.Outcome;
import org.datanet.kernel.Hash;

/// Checks a random sample of an epoch's receipts.
public final class Audit {

  private final EpochBundle epoch;
  private final Evidence evidence;

  private Audit(EpochBundle epoch, Evidence evidence) {
    this.epoch = epoch;
    this.evidence = evidence.withEpoch(epoch);
  }

  /// @param files receipt files by the hash they give themselves
  public static AuditReport run(
      EpochBundle epoch, Sample sample, Map<Hash, byte[]> files, Evidence evidence) {
    Audit audit = new Audit(epoch, evidence);
    return new AuditReport(
        AuditReport.VERSION,
        epoch.number(),
        epoch.receiptsRoot(),
        epoch.receipts().size(),
        sample.block(),
        Sample.RULE,
        audit.epochChecks(sample.block()),
        sample.drawn().stream().map(receipt -> audit.finding(receipt, files)).toList());
  }

  private List<Check> epochChecks(Hash block) {
    List<Check> checks = new ArrayList<>(EpochVerifier.verify(epoch, evidence.chain()).checks());
    checks.add(
        evidence
            .chain()
            .map(chain -> block(chain, block))
            .orElseGet(() -> new Check("block", Outcome.SKIPPED, "no node was given")));
    return checks;
  }

  /// A block that was known when the epoch was posted proves nothing: the sample could be foreseen.
  private Check block(ChainState chain, Hash block) {
    Optional<Instant> mined = chain.timeOf(block);
    if (mined.isEmpty()) {
      return new Check(
          "block", Outcome.FAILED, "chain " + chain.chainId() + " has no block " + block);
    }
    Optional<PostedEpoch> posted = chain.settlement().flatMap(this::posted);
    if (posted.isEmpty()) {
      return new Check("block", Outcome.SKIPPED, "when the epoch was posted is not known");
    }
    return mined.get().isAfter(posted.get().postedAt())
        ? new Check("block", Outcome.PASSED, "")
        : new Check(
            "block",
            Outcome.FAILED,
            "the block of %s is not later than the epoch, posted at %s"
                .formatted(mined.get(), posted.get().postedAt()));
  }

  private Optional<PostedEpoch> posted(SettlementContract settlement) {
    return settlement.epoch(epoch.number());
  }

  private Finding finding(Hash receipt, Map<Hash, byte[]> files) {
    byte[] file = files.get(receipt);
    if (file == null) {
      Check missing =
          new Check("receipt", Outcome.FAILED, "it was drawn and is not among the files");
      return new Finding(receipt, Result.MISSING, List.of(missing));
    }
    Verification verification = ReceiptVerifier.verify(file, evidence);
    return new Finding(
        receipt, verification.valid() ? Result.FITS : Result.DIFFERS, verification.checks());
  }
}
