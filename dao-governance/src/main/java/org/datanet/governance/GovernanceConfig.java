package org.datanet.governance;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/// Settings under `datanet.governance`.
@ConfigMapping(prefix = "datanet.governance")
public interface GovernanceConfig {

  /// JSON-RPC address of the L2 node.
  URI rpcUrl();

  /// Time limit of one JSON-RPC call.
  @WithDefault("10S")
  Duration rpcTimeout();

  /// Base64 of the 32-byte key that encrypts all private keys (AES-256-GCM). Losing it loses them.
  String keystoreKey();

  /// Blocks on top of a transaction's own before it counts as confirmed.
  @WithDefault("2")
  int confirmations();

  /// How often a call that the node foresees to revert is tried before its intent fails.
  @WithDefault("10")
  int attempts();

  /// Private key (hex) of the operator account, which must hold OPEN for gas. Kept in the keystore
  /// from the first start on; without it a new key is made and its address must be funded.
  Optional<String> operatorKey();

  /// Whole OPEN that the operator gives each new user account; above 0 on the local net only.
  @WithDefault("0")
  BigDecimal faucetOpen();

  /// Time between posting an epoch and claims on it; fixed at deployment.
  @WithDefault("0S")
  Duration challengeWindow();

  /// Time between asking for unspent escrow and getting it; fixed at deployment.
  @WithDefault("24H")
  Duration withdrawalDelay();
}
