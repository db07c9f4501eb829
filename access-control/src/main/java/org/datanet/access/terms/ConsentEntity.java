package org.datanet.access.terms;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.datanet.kernel.ContributionId;
import org.datanet.kernel.Hash;
import org.datanet.kernel.UserId;
import org.jspecify.annotations.Nullable;

/// A row of `access_control.consent`.
@Entity
@Table(name = "consent", schema = "access_control")
class ConsentEntity {

  @Id
  @Column(name = "contribution_id")
  UUID contributionId;

  @Column(name = "contributor_id")
  UUID contributorId;

  @Column(name = "consent_hash")
  String consentHash;

  @Column(name = "licence_hash")
  String licenceHash;

  String purposes;

  @Column(name = "given_at")
  Instant givenAt;

  @Column(name = "withdrawn_at")
  @Nullable Instant withdrawnAt;

  @SuppressWarnings("NullAway.Init")
  protected ConsentEntity() {}

  ConsentEntity(Consent consent) {
    this.contributionId = consent.contributionId().value();
    this.contributorId = consent.contributorId().value();
    this.consentHash = consent.consentHash().toString();
    this.licenceHash = consent.licenceHash().toString();
    this.purposes =
        consent.purposes().stream().map(Purpose::code).sorted().collect(Collectors.joining(","));
    this.givenAt = consent.givenAt();
    this.withdrawnAt = consent.withdrawnAt();
  }

  Consent consent() {
    Set<Purpose> covered =
        Arrays.stream(purposes.split(",", -1))
            .filter(code -> !code.isEmpty())
            .map(Purpose::of)
            .collect(Collectors.toSet());
    return new Consent(
        new ContributionId(contributionId),
        new UserId(contributorId),
        Hash.of(consentHash),
        Hash.of(licenceHash),
        covered,
        givenAt,
        withdrawnAt);
  }
}
