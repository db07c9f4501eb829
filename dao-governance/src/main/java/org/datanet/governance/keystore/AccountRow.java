package org.datanet.governance.keystore;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

@Entity(name = "GovernanceAccount")
@Table(schema = "governance", name = "account")
class AccountRow {
  @Id String owner = "";
  String address = "";

  @Column(name = "encrypted_key")
  byte[] encryptedKey = {};

  @Column(name = "linked_wallet")
  @Nullable String linkedWallet;

  @Column(name = "created_at")
  Instant createdAt = Instant.EPOCH;
}
