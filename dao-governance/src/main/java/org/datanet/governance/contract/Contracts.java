package org.datanet.governance.contract;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import org.datanet.governance.GovernanceProblem;
import org.datanet.governance.chain.ChainClient;
import org.datanet.kernel.Address;
import org.datanet.kernel.ProblemException;

/// The addresses of the deployed contracts.
@ApplicationScoped
public class Contracts {

  private final DeploymentStore store;
  private final ChainClient chain;
  private volatile Map<String, Address> known = Map.of();

  Contracts(DeploymentStore store, ChainClient chain) {
    this.store = store;
    this.chain = chain;
  }

  /// @throws ProblemException `chain-unavailable` while the contracts are not deployed
  public Address addressOf(ContractName name) {
    return find(name)
        .orElseThrow(() ->
            new ProblemException(
                GovernanceProblem.CHAIN_UNAVAILABLE,
                "The contract " + name + " is not deployed yet; try again in a moment."));
  }

  /// Solidity name → address of all deployed so far.
  public Map<String, Address> all() {
    if (known.size() < ContractName.values().length) {
      known = store.load(chain.chainId());
    }
    return known;
  }

  Optional<Address> find(ContractName name) {
    return Optional.ofNullable(all().get(name.toString()));
  }
}
