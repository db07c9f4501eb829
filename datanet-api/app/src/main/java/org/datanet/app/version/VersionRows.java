package org.datanet.app.version;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.datanet.kernel.Address;
import org.datanet.kernel.ContributionId;
import org.datanet.kernel.RecordId;
import org.datanet.kernel.UserId;

/// Reads rows of native queries.
final class VersionRows {

  private VersionRows() {}

  static VersionRecord record(Object[] row) {
    return new VersionRecord(
        ((Number) row[0]).intValue(),
        new RecordId((UUID) row[1]),
        new ContributionId((UUID) row[2]),
        new UserId((UUID) row[3]),
        Address.of((String) row[4]),
        (String) row[5],
        row[6] instanceof OffsetDateTime time ? time.toInstant() : (Instant) row[6]);
  }
}
