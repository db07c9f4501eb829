package org.datanet.governance.chain;

import java.util.Optional;
import org.datanet.governance.keystore.KeyOwner;

/// A wish for one transaction.
///
/// @param key idempotency key: the same key is the same wish, for ever
/// @param kind what it is for, e.g. `register-datanet`
/// @param sender whose key signs
public record IntentRequest(
    String key, String kind, KeyOwner sender, ContractCall call, Optional<DoneCheck> done) {

  public static IntentRequest of(String key, String kind, KeyOwner sender, ContractCall call) {
    return new IntentRequest(key, kind, sender, call, Optional.empty());
  }

  public IntentRequest doneWhen(DoneCheck check) {
    return new IntentRequest(key, kind, sender, call, Optional.of(check));
  }
}
