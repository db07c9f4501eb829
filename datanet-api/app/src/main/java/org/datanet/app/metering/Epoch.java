package org.datanet.app.metering;

import java.time.Instant;
import org.datanet.kernel.Hash;
import org.datanet.kernel.TokenAmount;
import org.jspecify.annotations.Nullable;

/// A closed set of charged calls and what it owes.
///
/// @param creditsRoot over the cumulative credit of every account
/// @param receiptsRoot over the receipts of this epoch
/// @param dataHash SHA-256 of the canonical list of its receipt hashes
/// @param total credited in this epoch, without the protocol's part
/// @param protocol the protocol's part in this epoch
/// @param calls how many receipts
public record Epoch(
    int number,
    State state,
    @Nullable Hash creditsRoot,
    @Nullable Hash receiptsRoot,
    @Nullable Hash dataHash,
    TokenAmount total,
    TokenAmount protocol,
    int calls,
    @Nullable String txHash,
    @Nullable String failure,
    Instant createdAt) {

  /// An epoch's calls are fixed while it is BUILDING; what is POSTED can be claimed.
  public enum State {
    BUILDING,
    POSTING,
    POSTED,
    FAILED
  }
}
