package org.datanet.app.metering;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Entity(name = "Claim")
@Table(name = "claim", schema = "app")
class ClaimEntity {

  @Id UUID id;

  @Column(name = "user_id")
  UUID userId;

  String account;
  int epoch;
  BigDecimal cumulative;

  @Enumerated(EnumType.STRING)
  Claim.State state;

  @Column(name = "tx_hash")
  @Nullable String txHash;

  @Nullable String failure;

  @Column(name = "created_at")
  Instant createdAt;

  @SuppressWarnings("NullAway.Init")
  ClaimEntity() {}
}
