package org.datanet.app.version;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Entity(name = "DatasetVersion")
@Table(name = "dataset_version", schema = "app")
class VersionEntity {

  @Id UUID id;

  @Column(name = "datanet_id")
  UUID datanetId;

  int number;

  @Column(name = "parent_id")
  @Nullable UUID parentId;

  String note;

  @Enumerated(EnumType.STRING)
  DatasetVersion.State state;

  @Column(name = "record_count")
  int recordCount;

  @Column(name = "merkle_root")
  @Nullable String merkleRoot;

  @Column(name = "index_digest")
  @Nullable String indexDigest;

  @Column(name = "tx_hash")
  @Nullable String txHash;

  @Nullable String failure;

  @Column(name = "progress_done")
  long progressDone;

  @Column(name = "progress_total")
  long progressTotal;

  @Column(name = "progress_unit")
  String progressUnit = "records";

  @Column(name = "progress_note")
  String progressNote = "";

  @Column(name = "created_at")
  Instant createdAt;

  @SuppressWarnings("NullAway.Init")
  VersionEntity() {}
}
