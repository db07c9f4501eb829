package org.datanet.governance.keystore;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

@Entity(name = "GovernanceWalletChallenge")
@Table(schema = "governance", name = "wallet_challenge")
class WalletChallengeRow {
  @Id String owner = "";
  String message = "";

  @Column(name = "expires_at")
  Instant expiresAt = Instant.EPOCH;
}
