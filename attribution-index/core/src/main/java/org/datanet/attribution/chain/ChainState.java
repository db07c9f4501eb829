package org.datanet.attribution.chain;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Optional;
import org.datanet.kernel.Hash;
import org.datanet.kernel.ProblemException;

/// The L2 at its latest block, as far as receipts speak about it. Thread-safe.
///
/// @param settlement epochs
/// @param adapters adapter versions
/// @param datasets dataset versions
public record ChainState(
    ChainNode node,
    long chainId,
    Optional<SettlementContract> settlement,
    Optional<RegistryContract> adapters,
    Optional<RegistryContract> datasets) {

  /// @throws ProblemException `node-unreachable`, `node-refused`; `contract-missing` when there is
  ///   no code at one of the addresses
  public static ChainState of(ChainNode node, Deployment deployment) {
    return new ChainState(
        node,
        node.number("eth_chainId", node.ask("eth_chainId")),
        deployment
            .settlement()
            .map(address -> new SettlementContract(Contract.at(node, "Settlement", address))),
        deployment
            .adapters()
            .map(address -> new RegistryContract(Contract.at(node, "AdapterRegistry", address))),
        deployment
            .datasets()
            .map(address -> new RegistryContract(Contract.at(node, "DatanetRegistry", address))));
  }

  /// The time of a block; empty when the node does not know it.
  public Optional<Instant> timeOf(Hash block) {
    JsonNode found = node.ask("eth_getBlockByHash", block.hex(), false);
    return found.isObject()
        ? Optional.of(
            Instant.ofEpochSecond(node.number("eth_getBlockByHash", found.path("timestamp"))))
        : Optional.empty();
  }
}
