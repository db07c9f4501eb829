package org.datanet.governance.contract;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.List;
import org.datanet.governance.GovernanceConfig;
import org.datanet.governance.keystore.KeyOwner;
import org.datanet.governance.keystore.Keystore;
import org.datanet.governance.keystore.SystemAccount;
import org.web3j.abi.datatypes.Address;
import org.web3j.abi.datatypes.DynamicArray;

/// What each contract is created with; the operator administers them until governance takes over.
@ApplicationScoped
class ConstructorArguments {

  private final Contracts contracts;
  private final Keystore keys;
  private final GovernanceConfig config;

  ConstructorArguments(Contracts contracts, Keystore keys, GovernanceConfig config) {
    this.contracts = contracts;
    this.keys = keys;
    this.config = config;
  }

  /// Encoded without `0x`; what the contract depends on must have an address already.
  String of(ContractName name) {
    Address operator = account(SystemAccount.OPERATOR);
    return switch (name) {
      case WRAPPED_OPEN -> "";
      case DATANET_REGISTRY, LICENCE_REGISTRY -> Abi.arguments(operator, operator);
      case MODEL_REGISTRY ->
          Abi.arguments(operator, operator, links(ContractName.DATANET_REGISTRY));
      case ADAPTER_REGISTRY ->
          Abi.arguments(
              operator,
              operator,
              contract(ContractName.MODEL_REGISTRY),
              contract(ContractName.DATANET_REGISTRY));
      case AGENT_REGISTRY ->
          Abi.arguments(
              operator,
              operator,
              links(ContractName.MODEL_REGISTRY, ContractName.ADAPTER_REGISTRY));
      case SETTLEMENT ->
          Abi.arguments(
              operator,
              operator,
              contract(ContractName.WRAPPED_OPEN),
              account(SystemAccount.PROTOCOL),
              Abi.uint64(config.challengeWindow().toSeconds()),
              Abi.uint64(config.withdrawalDelay().toSeconds()));
    };
  }

  private DynamicArray<Address> links(ContractName... names) {
    List<Address> addresses = Arrays.stream(names).map(this::contract).toList();
    return new DynamicArray<>(Address.class, addresses);
  }

  private Address contract(ContractName name) {
    return Abi.address(contracts.addressOf(name));
  }

  private Address account(SystemAccount account) {
    return Abi.address(keys.addressOf(KeyOwner.of(account)));
  }
}
