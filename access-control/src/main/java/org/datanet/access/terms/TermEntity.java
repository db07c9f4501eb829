package org.datanet.access.terms;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.hibernate.annotations.Immutable;

/// A row of `access_control.term`: the canonical JSON by its hash; never changed.
@Entity
@Immutable
@Table(name = "term", schema = "access_control")
class TermEntity {

  @Id String hash;
  String draft;

  @SuppressWarnings("NullAway.Init")
  protected TermEntity() {}

  TermEntity(String hash, String draft) {
    this.hash = hash;
    this.draft = draft;
  }
}
