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
@Table(schema = "curation", name = "decision")
@NullUnmarked
class DecisionEntity {

  @Id UUID id;

  @Column(name = "contribution_id")
  UUID contributionId;

  @Column(name = "datanet_id")
  UUID datanetId;

  @Column(name = "contributor_id")
  UUID contributorId;

  @Column(name = "reviewer_id")
  UUID reviewerId;

  @Enumerated(EnumType.STRING)
  @Column(name = "kind")
  DecisionKind kind;

  @Column(name = "reasons")
  String reasons;

  @Column(name = "decided_at")
  Instant decidedAt;

  @Column(name = "canonical_json")
  String canonicalJson;

  @Column(name = "signature")
  String signature;

  @Column(name = "signer")
  String signer;

  @Column(name = "told")
  boolean told;
}
