package org.datanet.access.audit;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/// The one row that serialises appends: size of the log and its frontier (see [Frontier]).
@Entity
@Table(name = "audit_head", schema = "access_control")
class AuditHeadEntity {

  static final short ONLY = 1;

  @Id Short id;

  @Column(name = "log_size")
  long size;

  byte[] peaks;

  @Column(name = "changed_at")
  Instant changedAt;

  @SuppressWarnings("NullAway.Init")
  protected AuditHeadEntity() {}

  Frontier frontier() {
    return new Frontier(size, peaks);
  }

  void advance(Frontier frontier, Instant now) {
    size = frontier.size();
    peaks = frontier.peaks();
    changedAt = now;
  }

  AuditHead head() {
    return new AuditHead(size, frontier().root(), changedAt);
  }
}
