package org.datanet.governance.registry;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import org.datanet.governance.account.Accounts;
import org.datanet.governance.chain.ChainClient;
import org.datanet.governance.chain.ChainIntents;
import org.datanet.governance.chain.ChainReceipt;
import org.datanet.governance.chain.DoneCheck;
import org.datanet.governance.contract.Abi;
import org.datanet.governance.contract.ContractName;
import org.datanet.governance.contract.Contracts;
import org.datanet.kernel.Address;
import org.datanet.kernel.DatanetId;
import org.datanet.kernel.GrantId;
import org.datanet.kernel.Hash;
import org.datanet.kernel.UserId;

/// Licences to use a Datanet, kept on the L2.
@ApplicationScoped
public class Licences {

  /// A licence to be granted.
  ///
  /// @param purpose `train` or `query`; ASCII, at most 32 characters
  /// @param expiresAt whole seconds count
  /// @param termsHash hash of the licence text
  public record Licence(
      GrantId id,
      DatanetId datanet,
      UserId licensee,
      String purpose,
      Instant expiresAt,
      Hash termsHash) {}

  /// Word of the terms hash in the answer of `licence`.
  private static final int TERMS_WORD = 5;

  private final ChainIntents intents;
  private final ChainClient chain;
  private final Contracts contracts;
  private final Accounts accounts;

  Licences(ChainIntents intents, ChainClient chain, Contracts contracts, Accounts accounts) {
    this.intents = intents;
    this.chain = chain;
    this.contracts = contracts;
    this.accounts = accounts;
  }

  /// Returns at once; granting the same id again is the same intent.
  public ChainReceipt grant(Licence licence) {
    String data =
        Abi.call(
            "grantLicence(bytes32,bytes32,address,bytes32,uint64,bytes32)",
            Abi.bytes32(licence.id().value()),
            Abi.bytes32(licence.datanet().value()),
            Abi.address(accounts.keptAddressOf(licence.licensee())),
            Abi.ascii32(licence.purpose()),
            Abi.uint64(licence.expiresAt().getEpochSecond()),
            Abi.bytes32(licence.termsHash()));
    String read = Abi.call("licence(bytes32)", Abi.bytes32(licence.id().value()));
    return intents.submit(
        RegistryCalls.request("grant:" + licence.id(), "grant-licence", registry(), data)
            .doneWhen(new DoneCheck(read, TERMS_WORD, licence.termsHash())));
  }

  /// Returns at once; revoking twice is the same intent.
  public ChainReceipt revoke(GrantId grant, String reason) {
    String data =
        Abi.call("revokeLicence(bytes32,string)", Abi.bytes32(grant.value()), Abi.string(reason));
    return intents.submit(
        RegistryCalls.request("revoke:" + grant, "revoke-licence", registry(), data));
  }

  /// Reads the L2: granted, not revoked and not expired at the latest block.
  public boolean isActive(GrantId grant) {
    String data = Abi.call("isActive(bytes32)", Abi.bytes32(grant.value()));
    return chain.read(registry(), data).bool(0);
  }

  private Address registry() {
    return contracts.addressOf(ContractName.LICENCE_REGISTRY);
  }
}
