package org.datanet.governance.contract;

/// The contracts deployed on the L2, in the order of their dependencies.
public enum ContractName {
  WRAPPED_OPEN("WrappedOpen"),
  DATANET_REGISTRY("DatanetRegistry"),
  MODEL_REGISTRY("ModelRegistry"),
  ADAPTER_REGISTRY("AdapterRegistry"),
  AGENT_REGISTRY("AgentRegistry"),
  LICENCE_REGISTRY("LicenceRegistry"),
  SETTLEMENT("Settlement");

  private final String text;

  ContractName(String text) {
    this.text = text;
  }

  /// Name in Solidity and in the API.
  @Override
  public String toString() {
    return text;
  }
}
