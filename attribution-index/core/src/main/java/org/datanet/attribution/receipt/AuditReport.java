package org.datanet.attribution.receipt;

import java.util.List;
import org.datanet.attribution.receipt.Verification.Check;
import org.datanet.kernel.Hash;

/// What an audit drew and found. The same evidence gives the same bytes, whoever audits.
///
/// @param version of this form, 1
/// @param rule how the sample follows from block and receipts, [Sample#RULE]
/// @param receipts how many the epoch has
/// @param epochChecks checks of the epoch itself and of the block
/// @param findings one for each receipt of the sample, in the order of the draw
public record AuditReport(
    int version,
    long epoch,
    Hash receiptsRoot,
    int receipts,
    Hash block,
    String rule,
    List<Check> epochChecks,
    List<Finding> findings) {

  public static final int VERSION = 1;

  /// How a receipt of the sample came out; `MISSING` when it was not handed in.
  public enum Result {
    FITS,
    DIFFERS,
    MISSING
  }

  /// A receipt of the sample and every check made of it.
  public record Finding(Hash receiptHash, Result result, List<Check> checks) {

    public Finding {
      checks = List.copyOf(checks);
    }
  }

  public AuditReport {
    epochChecks = List.copyOf(epochChecks);
    findings = List.copyOf(findings);
  }

  /// Whether the epoch and every receipt of the sample fit.
  public boolean passed() {
    return new Verification(epochChecks).valid()
        && findings.stream().allMatch(finding -> finding.result() == Result.FITS);
  }

  /// The report as a file: canonical JSON in UTF-8.
  public byte[] canonicalJson() {
    return ReceiptJson.write(this);
  }
}
