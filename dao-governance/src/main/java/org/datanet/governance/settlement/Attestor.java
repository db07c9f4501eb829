package org.datanet.governance.settlement;

import jakarta.enterprise.context.ApplicationScoped;
import org.datanet.governance.chain.ChainClient;
import org.datanet.governance.keystore.Eip712;
import org.datanet.governance.keystore.KeyOwner;
import org.datanet.governance.keystore.Keystore;
import org.datanet.governance.keystore.Signature;
import org.datanet.governance.keystore.SystemAccount;
import org.datanet.kernel.Address;
import org.datanet.kernel.Hash;

/// The platform's signature under receipts: EIP-712, domain {name "Datanet Receipt", version "1",
/// chainId}, struct `Receipt(bytes32 receiptHash)`.
@ApplicationScoped
public class Attestor {

  private static final KeyOwner OWNER = KeyOwner.of(SystemAccount.ATTESTOR);

  private final Keystore keys;
  private final ChainClient chain;

  Attestor(Keystore keys, ChainClient chain) {
    this.keys = keys;
    this.chain = chain;
  }

  public Address address() {
    return keys.addressOf(OWNER);
  }

  /// The digest to sign for a receipt's hash on this chain.
  public Hash digest(Hash receiptHash) {
    return digest(chain.chainId(), receiptHash);
  }

  /// As [#digest(Hash)], for any chain.
  public static Hash digest(long chainId, Hash receiptHash) {
    Hash domain = Eip712.domain("Datanet Receipt", "1", chainId);
    Hash struct = Eip712.hash(Eip712.text("Receipt(bytes32 receiptHash)"), receiptHash.bytes());
    return Eip712.digest(domain, struct);
  }

  /// Signs what [#digest(Hash)] returned.
  public Signature sign(Hash eip712Digest) {
    return keys.sign(OWNER, eip712Digest);
  }
}
