package org.datanet.governance.chain;

import java.util.Optional;
import org.datanet.kernel.Hash;

/// How far a chain intent is. The transaction hash is absent before sending and when the effect was
/// on chain already; the error is present when it failed.
public record ChainReceipt(
    String intentKey, IntentState state, Optional<Hash> txHash, Optional<String> error) {

  public boolean confirmed() {
    return state == IntentState.CONFIRMED;
  }
}
