package org.datanet.access.audit;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.datanet.kernel.Hash;
import org.datanet.kernel.UserId;
import org.hibernate.annotations.Immutable;

/// A row of `access_control.audit_entry`; never changed, guarded by a trigger.
@Entity
@Immutable
@Table(name = "audit_entry", schema = "access_control")
class AuditEntryEntity {

  @Id
  @Column(name = "entry_index")
  Long index;

  Instant at;

  @Column(name = "actor_id")
  UUID actorId;

  String action;
  String resource;
  String purpose;

  @Enumerated(EnumType.STRING)
  AuditEntry.Outcome decision;

  String rule;
  byte[] salt;

  @Column(name = "leaf_hash")
  byte[] leafHash;

  @SuppressWarnings("NullAway.Init")
  protected AuditEntryEntity() {}

  AuditEntryEntity(long index, AuditEntry entry, Hash salt, Hash leafHash) {
    this.index = index;
    this.at = entry.at();
    this.actorId = entry.actorId().value();
    this.action = entry.action();
    this.resource = entry.resource();
    this.purpose = entry.purpose();
    this.decision = entry.decision();
    this.rule = entry.rule();
    this.salt = salt.bytes();
    this.leafHash = leafHash.bytes();
  }

  AuditEntry entry() {
    return new AuditEntry(at, new UserId(actorId), action, resource, purpose, decision, rule);
  }

  LoggedEntry logged() {
    return new LoggedEntry(index, entry(), Hash.of(leafHash));
  }
}
