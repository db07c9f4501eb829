package org.datanet.curation.review;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;

@Entity
@Table(schema = "curation", name = "review")
@NullUnmarked
class ReviewEntity {

  @Id
  @Column(name = "contribution_id")
  UUID contributionId;

  @Column(name = "datanet_id")
  UUID datanetId;

  @Column(name = "contributor_id")
  UUID contributorId;

  @Column(name = "file_name")
  String fileName;

  @Column(name = "language")
  String language;

  @Column(name = "record_count")
  int recordCount;

  @Column(name = "findings")
  String findings;

  @Column(name = "similar_to")
  String similarTo;

  @Enumerated(EnumType.STRING)
  @Column(name = "state")
  ReviewState state;

  @Column(name = "submitted_at")
  Instant submittedAt;

  @Column(name = "decision_id")
  UUID decisionId;
}
