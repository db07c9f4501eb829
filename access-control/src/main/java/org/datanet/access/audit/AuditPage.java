package org.datanet.access.audit;

import java.util.List;

/// Entries found, newest first, and the head of the log at that time.
public record AuditPage(List<LoggedEntry> entries, AuditHead head) {

  public AuditPage {
    entries = List.copyOf(entries);
  }
}
