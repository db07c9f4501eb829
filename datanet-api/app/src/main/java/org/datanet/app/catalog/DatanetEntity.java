package org.datanet.app.catalog;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Entity(name = "Datanet")
@Table(name = "datanet", schema = "app")
class DatanetEntity {

  @Id UUID id;

  @Column(name = "steward_id")
  UUID stewardId;

  String rules;

  @Column(name = "rules_hash")
  String rulesHash;

  String treasury;

  @Enumerated(EnumType.STRING)
  Datanet.State state;

  @Column(name = "tx_hash")
  @Nullable String txHash;

  @Nullable String failure;

  @Column(name = "created_at")
  Instant createdAt;

  @SuppressWarnings("NullAway.Init")
  DatanetEntity() {}
}
