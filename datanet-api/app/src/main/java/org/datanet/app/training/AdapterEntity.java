package org.datanet.app.training;

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

@Entity(name = "Adapter")
@Table(name = "adapter", schema = "app")
class AdapterEntity {

  @Id UUID id;

  @Column(name = "run_id")
  UUID runId;

  @Column(name = "owner_id")
  UUID ownerId;

  String name;
  int version;

  @Column(name = "dataset_versions")
  String datasetVersions;

  @Column(name = "content_hash")
  String contentHash;

  @Column(name = "features_digest")
  @Nullable String featuresDigest;

  @Column(name = "base_hash")
  String baseHash;

  BigDecimal price;

  @Enumerated(EnumType.STRING)
  Adapter.State state;

  @Column(name = "tx_hash")
  @Nullable String txHash;

  @Nullable String failure;

  @Column(name = "frozen_reason")
  @Nullable String frozenReason;

  @Column(name = "created_at")
  Instant createdAt;

  @SuppressWarnings("NullAway.Init")
  AdapterEntity() {}
}
