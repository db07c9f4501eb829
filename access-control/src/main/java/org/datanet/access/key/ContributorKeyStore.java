package org.datanet.access.key;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import org.datanet.access.key.ContributorKeyEntity.Owner;
import org.datanet.persistence.Transactions;

@ApplicationScoped
class ContributorKeyStore {

  private final Transactions transactions;

  ContributorKeyStore(Transactions transactions) {
    this.transactions = transactions;
  }

  /// Empty when there is no row; a row without bytes is a destroyed key.
  Optional<Optional<byte[]>> find(Owner owner) {
    return transactions.call(session ->
        session
            .find(ContributorKeyEntity.class, owner)
            .map(Optional::ofNullable)
            .map(found -> found.map(row -> Optional.ofNullable(row.wrapped))));
  }

  /// Inserts unless there is a row already, so that two callers agree on one key.
  void insert(Owner owner, byte[] wrapped, Instant now) {
    transactions.call(session ->
        session
            .createNativeQuery(
                "insert into access_control.contributor_key"
                    + " (contributor_id, datanet_id, wrapped, created_at)"
                    + " values (:contributor, :datanet, :wrapped, :now)"
                    + " on conflict do nothing")
            .setParameter("contributor", owner.contributorId())
            .setParameter("datanet", owner.datanetId())
            .setParameter("wrapped", wrapped)
            .setParameter("now", now)
            .executeUpdate());
  }

  int destroy(Owner owner, Instant now) {
    return transactions.call(session ->
        session
            .createNativeQuery(
                "update access_control.contributor_key set wrapped = null, destroyed_at = :now"
                    + " where contributor_id = :contributor and datanet_id = :datanet"
                    + " and destroyed_at is null")
            .setParameter("contributor", owner.contributorId())
            .setParameter("datanet", owner.datanetId())
            .setParameter("now", now)
            .executeUpdate());
  }
}
