package org.datanet.app.metering;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

@Entity(name = "Epoch")
@Table(name = "epoch", schema = "app")
class EpochEntity {

  @Id int number;

  @Enumerated(EnumType.STRING)
  Epoch.State state;

  @Column(name = "credits_root")
  @Nullable String creditsRoot;

  @Column(name = "receipts_root")
  @Nullable String receiptsRoot;

  @Column(name = "data_hash")
  @Nullable String dataHash;

  BigDecimal total = BigDecimal.ZERO;
  BigDecimal protocol = BigDecimal.ZERO;
  int calls;

  @Column(name = "tx_hash")
  @Nullable String txHash;

  @Nullable String failure;

  @Column(name = "created_at")
  Instant createdAt;

  @SuppressWarnings("NullAway.Init")
  EpochEntity() {}
}
