package org.datanet.attribution.receipt;

import java.time.Instant;
import java.util.List;
import org.datanet.attribution.shares.Attribution;
import org.datanet.kernel.CallId;
import org.datanet.kernel.Hash;

/// The facts of one call, without its epoch.
///
/// @param version of this form, 1
/// @param requestHash SHA-256 of the request's canonical JSON
/// @param responseHash SHA-256 of the answer's UTF-8 bytes
/// @param answerCharacters length of the answer in UTF-16 units
public record Receipt(
    int version,
    CallId callId,
    Instant at,
    Hash requestHash,
    Hash responseHash,
    int answerCharacters,
    ServedModel model,
    List<DatasetReference> datasets,
    List<RetrievedRecord> retrieved,
    Attribution attribution,
    Billing billing) {

  public static final int VERSION = 1;

  public Receipt {
    datasets = List.copyOf(datasets);
    retrieved = List.copyOf(retrieved);
  }

  /// The canonical JSON, in UTF-8.
  public byte[] canonicalJson() {
    return ReceiptJson.write(this);
  }

  /// SHA-256 of [#canonicalJson].
  public Hash hash() {
    return Hash.sha256(canonicalJson());
  }
}
