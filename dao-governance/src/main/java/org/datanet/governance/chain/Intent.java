package org.datanet.governance.chain;

import java.util.Optional;
import org.datanet.governance.keystore.KeyOwner;
import org.datanet.kernel.Address;
import org.datanet.kernel.Hash;

/// A chain intent as stored.
record Intent(
    String key,
    KeyOwner senderOwner,
    Address sender,
    ContractCall call,
    Optional<DoneCheck> done,
    IntentState state,
    Optional<SignedTransaction> signed,
    int attempts,
    Optional<String> error) {

  /// A transaction ready to leave: hex text, its hash and the sender's nonce in it.
  record SignedTransaction(String raw, Hash hash, long nonce) {}

  ChainReceipt receipt() {
    return new ChainReceipt(key, state, signed.map(SignedTransaction::hash), error);
  }
}
