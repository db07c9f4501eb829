package org.datanet.app.contribution;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Entity(name = "Contribution")
@Table(name = "contribution", schema = "app")
class ContributionEntity {

  @Id UUID id;

  @Column(name = "datanet_id")
  UUID datanetId;

  @Column(name = "contributor_id")
  UUID contributorId;

  @Column(name = "file_name")
  String fileName;

  @Column(name = "size_bytes")
  long sizeBytes;

  @Column(name = "consent_hash")
  String consentHash;

  @Column(name = "licence_hash")
  String licenceHash;

  @Enumerated(EnumType.STRING)
  Contribution.State state;

  @Column(name = "upload_id")
  String uploadId;

  @Column(name = "content_hash")
  @Nullable String contentHash;

  @Column(name = "detected_type")
  @Nullable String detectedType;

  @Nullable String language;
  @Nullable String verdict;

  @Column(name = "privacy_report")
  @Nullable String privacyReport;

  String reasons = "[]";

  @Column(name = "reviewer_id")
  @Nullable UUID reviewerId;

  @Column(name = "decided_at")
  @Nullable Instant decidedAt;

  @Column(name = "record_count")
  int recordCount;

  @Column(name = "progress_done")
  long progressDone;

  @Column(name = "progress_total")
  long progressTotal;

  @Column(name = "progress_unit")
  String progressUnit = "steps";

  @Column(name = "progress_note")
  String progressNote = "";

  @Column(name = "created_at")
  Instant createdAt;

  @Column(name = "updated_at")
  Instant updatedAt;

  @SuppressWarnings("NullAway.Init")
  ContributionEntity() {}
}
