package org.datanet.access.terms;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.datanet.persistence.Transactions;

@ApplicationScoped
class TermStore {

  private final Transactions transactions;

  TermStore(Transactions transactions) {
    this.transactions = transactions;
  }

  /// Inserts the text unless it is there.
  void keep(String hash, String draft) {
    transactions.call(session ->
        session
            .createNativeQuery(
                "insert into access_control.term (hash, draft) values (:hash, :draft)"
                    + " on conflict (hash) do nothing")
            .setParameter("hash", hash)
            .setParameter("draft", draft)
            .executeUpdate());
  }

  Optional<String> draft(String hash) {
    return transactions.call(session ->
        session
            .find(TermEntity.class, hash)
            .map(Optional::ofNullable)
            .map(found -> found.map(term -> term.draft)));
  }

  List<String> hashes() {
    return transactions.call(session ->
        session.createSelectionQuery("select hash from TermEntity", String.class).getResultList());
  }
}
