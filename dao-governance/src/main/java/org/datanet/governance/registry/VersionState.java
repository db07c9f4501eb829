package org.datanet.governance.registry;

/// State of a version on chain, in the order of the contract's enum.
public enum VersionState {
  UNKNOWN,
  ACTIVE,
  FROZEN
}
