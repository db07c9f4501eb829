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
import org.datanet.inference.Route;
import org.jspecify.annotations.Nullable;

@Entity(name = "InferenceCall")
@Table(name = "inference_call", schema = "app")
class CallEntity {

  @Id UUID id;

  @Column(name = "caller_id")
  UUID callerId;

  String payer;

  @Column(name = "model_id")
  String modelId;

  @Enumerated(EnumType.STRING)
  Route route = Route.STANDARD;

  @Column(name = "adapter_id")
  UUID adapterId;

  @Column(name = "idempotency_key")
  @Nullable String idempotencyKey;

  @Column(name = "request_hash")
  String requestHash;

  @Enumerated(EnumType.STRING)
  Call.State state;

  boolean billable;
  String reason = "";
  BigDecimal held;
  BigDecimal fee = BigDecimal.ZERO;
  @Nullable String response;
  @Nullable String receipt;

  @Column(name = "receipt_hash")
  @Nullable String receiptHash;

  @Nullable String signature;
  @Nullable Integer epoch;
  Instant at;
  Instant deadline;

  @Column(name = "closed_at")
  @Nullable Instant closedAt;

  @SuppressWarnings("NullAway.Init")
  CallEntity() {}
}
