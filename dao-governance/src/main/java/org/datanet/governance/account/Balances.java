package org.datanet.governance.account;

import jakarta.enterprise.context.ApplicationScoped;
import org.datanet.governance.chain.ChainClient;
import org.datanet.governance.contract.Abi;
import org.datanet.governance.contract.ContractName;
import org.datanet.governance.contract.Contracts;
import org.datanet.kernel.Address;
import org.datanet.kernel.TokenAmount;

/// What accounts hold on the L2.
@ApplicationScoped
public class Balances {

  /// Native OPEN (also pays gas) and wrapped OPEN (payments and votes).
  public record Balance(TokenAmount nativeOpen, TokenAmount wrappedOpen) {}

  private final ChainClient chain;
  private final Contracts contracts;

  Balances(ChainClient chain, Contracts contracts) {
    this.chain = chain;
    this.contracts = contracts;
  }

  public Balance of(Address account) {
    return new Balance(
        chain.balance(account),
        chain
            .read(
                contracts.addressOf(ContractName.WRAPPED_OPEN),
                Abi.call("balanceOf(address)", Abi.address(account)))
            .amount(0));
  }
}
