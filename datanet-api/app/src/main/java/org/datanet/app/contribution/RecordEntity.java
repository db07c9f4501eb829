package org.datanet.app.contribution;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;

@Entity(name = "DataRecord")
@Table(name = "record", schema = "app")
class RecordEntity {

  @Id UUID id;

  @Column(name = "contribution_id")
  UUID contributionId;

  @Column(name = "datanet_id")
  UUID datanetId;

  int ordinal;
  String kind;
  String text;

  @Column(name = "content_hash")
  String contentHash;

  @Enumerated(EnumType.STRING)
  DataRecord.State state;

  String findings = "[]";

  @SuppressWarnings("NullAway.Init")
  RecordEntity() {}
}
