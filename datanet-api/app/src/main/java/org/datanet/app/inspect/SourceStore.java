package org.datanet.app.inspect;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.datanet.kernel.ContributionId;
import org.datanet.kernel.RecordId;
import org.datanet.kernel.UserId;
import org.datanet.persistence.Transactions;

/// Where records come from.
@ApplicationScoped
class SourceStore {

  private static final String OF =
      "select r.id, c.id, c.contributor_id, c.decided_at from app.record r join app.contribution c"
          + " on c.id = r.contribution_id where r.id = any(cast(?1 as uuid[]))"
          + " order by c.decided_at, r.id";

  private final Transactions transactions;

  /// A record, the contribution it was cut from, by whom, and when that was accepted.
  record Row(
      RecordId recordId, ContributionId contribution, UserId contributor, Instant acceptedAt) {}

  SourceStore(Transactions transactions) {
    this.transactions = transactions;
  }

  List<Row> of(Collection<RecordId> records) {
    UUID[] ids = records.stream().map(RecordId::value).toArray(UUID[]::new);
    return transactions
        .call(session ->
            session.createNativeQuery(OF, Object[].class).setParameter(1, ids).getResultList())
        .stream()
        .map(SourceStore::row)
        .toList();
  }

  private static Row row(Object[] row) {
    return new Row(
        new RecordId((UUID) row[0]),
        new ContributionId((UUID) row[1]),
        new UserId((UUID) row[2]),
        row[3] instanceof OffsetDateTime time ? time.toInstant() : (Instant) row[3]);
  }
}
