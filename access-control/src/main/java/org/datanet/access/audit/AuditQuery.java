package org.datanet.access.audit;

import java.time.Instant;
import org.datanet.access.audit.AuditEntry.Outcome;
import org.datanet.kernel.UserId;
import org.jspecify.annotations.Nullable;

/// A search in the log; a null field does not restrict. `from` is inclusive, `to` exclusive;
/// `before` is the index of the oldest entry already seen (exclusive); `limit` is 1 to 1,000.
public record AuditQuery(
    @Nullable UserId actor,
    @Nullable String action,
    @Nullable String resource,
    @Nullable Outcome decision,
    @Nullable Instant from,
    @Nullable Instant to,
    @Nullable Long before,
    int limit) {

  private static final int MAX_LIMIT = 1_000;

  public AuditQuery {
    limit = Math.clamp(limit, 1, MAX_LIMIT);
  }

  /// The newest entries, whatever they are.
  public static AuditQuery latest(int limit) {
    return new AuditQuery(null, null, null, null, null, null, null, limit);
  }
}
