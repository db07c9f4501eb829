package org.datanet.app.metering;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Entity(name = "LedgerEntry")
@Table(name = "ledger_entry", schema = "app")
class LedgerEntity {

  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  @Nullable Long id;

  @Column(name = "call_id")
  UUID callId;

  String role;
  String account;

  @Column(name = "contribution_id")
  @Nullable UUID contributionId;

  @Column(name = "record_id")
  @Nullable UUID recordId;

  @Nullable Integer ppm;
  BigDecimal amount;
  Instant at;

  @SuppressWarnings("NullAway.Init")
  LedgerEntity() {}
}
