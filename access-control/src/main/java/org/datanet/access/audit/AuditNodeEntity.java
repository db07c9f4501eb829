package org.datanet.access.audit;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.datanet.kernel.Hash;
import org.hibernate.annotations.Immutable;

/// A complete subtree of the log by its in-order position (see [Frontier#position]); never changed.
@Entity
@Immutable
@Table(name = "audit_node", schema = "access_control")
class AuditNodeEntity {

  @Id Long position;
  byte[] hash;

  @SuppressWarnings("NullAway.Init")
  protected AuditNodeEntity() {}

  AuditNodeEntity(long position, Hash hash) {
    this.position = position;
    this.hash = hash.bytes();
  }
}
