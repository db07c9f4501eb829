package org.datanet.access.key;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A row of `access_control.contributor_key`; a destroyed key keeps its row without the key.
@Entity
@Table(name = "contributor_key", schema = "access_control")
class ContributorKeyEntity {

  /// Whose key, and for which Datanet.
  @Embeddable
  record Owner(
      @Column(name = "contributor_id") UUID contributorId,
      @Column(name = "datanet_id") UUID datanetId)
      implements Serializable {}

  @EmbeddedId Owner owner;
  byte @Nullable [] wrapped;

  @Column(name = "created_at")
  Instant createdAt;

  @Column(name = "destroyed_at")
  @Nullable Instant destroyedAt;

  @SuppressWarnings("NullAway.Init")
  protected ContributorKeyEntity() {}
}
