package org.datanet.access.grant;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;
import org.datanet.access.terms.Purpose;
import org.datanet.kernel.DatanetId;
import org.datanet.kernel.GrantId;
import org.datanet.kernel.Hash;
import org.datanet.kernel.UserId;
import org.jspecify.annotations.Nullable;

/// A row of `access_control.licence_grant`.
@Entity
@Table(name = "licence_grant", schema = "access_control")
class GrantEntity {

  @Id UUID id;

  @Column(name = "datanet_id")
  UUID datanetId;

  @Column(name = "licensee_id")
  UUID licenseeId;

  @Column(name = "licensee_name")
  String licenseeName;

  String purpose;

  @Column(columnDefinition = "text")
  String justification;

  @Column(name = "terms_hash")
  String termsHash;

  @Enumerated(EnumType.STRING)
  GrantState state;

  @Column(name = "expires_at")
  @Nullable Instant expiresAt;

  @Column(name = "tx_hash")
  @Nullable String txHash;

  @Column(columnDefinition = "text")
  @Nullable String reason;

  @Column(name = "requested_at")
  Instant requestedAt;

  @Column(name = "decided_at")
  @Nullable Instant decidedAt;

  @Column(name = "decided_by")
  @Nullable UUID decidedBy;

  @Version long revision;

  @SuppressWarnings("NullAway.Init")
  protected GrantEntity() {}

  GrantEntity(Grant grant) {
    this.id = grant.id().value();
    this.datanetId = grant.datanetId().value();
    this.licenseeId = grant.licenseeId().value();
    this.licenseeName = grant.licenseeName();
    this.purpose = grant.purpose().code();
    this.justification = grant.justification();
    this.termsHash = grant.termsHash().toString();
    this.state = grant.state();
    this.requestedAt = grant.requestedAt();
  }

  Grant grant() {
    return new Grant(
        new GrantId(id),
        new DatanetId(datanetId),
        new UserId(licenseeId),
        licenseeName,
        Purpose.of(purpose),
        justification,
        Hash.of(termsHash),
        state,
        expiresAt,
        txHash,
        reason,
        requestedAt,
        decidedAt);
  }
}
