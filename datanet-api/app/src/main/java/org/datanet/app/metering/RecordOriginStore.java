package org.datanet.app.metering;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.datanet.kernel.ContributionId;
import org.datanet.kernel.RecordId;
import org.datanet.persistence.Transactions;

/// Which contribution a record was cut from; it never changes, so it is remembered.
@ApplicationScoped
class RecordOriginStore {

  private final Transactions transactions;
  private final Map<RecordId, ContributionId> known = new ConcurrentHashMap<>();

  RecordOriginStore(Transactions transactions) {
    this.transactions = transactions;
  }

  ContributionId of(RecordId record) {
    return known.computeIfAbsent(record, this::find);
  }

  private ContributionId find(RecordId record) {
    return new ContributionId(
        transactions.read(session ->
            session
                .createNativeQuery(
                    "select contribution_id from app.record where id = ?1", UUID.class)
                .setParameter(1, record.value())
                .getSingleResult()));
  }
}
