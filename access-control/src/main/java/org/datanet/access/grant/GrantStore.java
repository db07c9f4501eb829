package org.datanet.access.grant;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.datanet.access.AccessProblem;
import org.datanet.access.terms.Purpose;
import org.datanet.kernel.DatanetId;
import org.datanet.kernel.GrantId;
import org.datanet.kernel.ProblemException;
import org.datanet.kernel.UserId;
import org.datanet.persistence.Transactions;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class GrantStore {

  private final Transactions transactions;

  GrantStore(Transactions transactions) {
    this.transactions = transactions;
  }

  Grant insert(Grant grant) {
    return transactions.call(session -> session.persist(new GrantEntity(grant)).replaceWith(grant));
  }

  Optional<Grant> find(GrantId id) {
    return transactions.call(session ->
        session
            .find(GrantEntity.class, id.value())
            .map(Optional::ofNullable)
            .map(found -> found.map(GrantEntity::grant)));
  }

  /// Changes the grant under a row lock when it is in the expected state.
  ///
  /// @throws ProblemException `not-found`, or `wrong-state` otherwise
  Grant change(GrantId id, GrantState expected, Consumer<GrantEntity> change) {
    return transactions.call(session ->
        session
            .find(GrantEntity.class, id.value(), LockModeType.PESSIMISTIC_WRITE)
            .map(row -> changed(id, row, expected, change))
            .call(session::flush)
            .map(GrantEntity::grant));
  }

  private static GrantEntity changed(
      GrantId id, @Nullable GrantEntity row, GrantState expected, Consumer<GrantEntity> change) {
    if (row == null) {
      throw unknown(id);
    }
    if (row.state != expected) {
      throw new ProblemException(
          AccessProblem.WRONG_STATE,
          "The access request is " + row.state + "; this needs it to be " + expected + ".");
    }
    change.accept(row);
    return row;
  }

  static ProblemException unknown(GrantId id) {
    return new ProblemException(AccessProblem.NOT_FOUND, "There is no access request " + id + ".");
  }

  /// All, newest first, at most 1,000; null does not restrict.
  List<Grant> list(@Nullable DatanetId datanet) {
    String where = datanet == null ? "" : " where datanetId = :datanet";
    List<GrantEntity> found =
        transactions.call(session -> {
          var query =
              session.createSelectionQuery(
                  "from GrantEntity" + where + " order by id desc", GrantEntity.class);
          if (datanet != null) {
            query.setParameter("datanet", datanet.value());
          }
          return query.setMaxResults(1_000).getResultList();
        });
    return found.stream().map(GrantEntity::grant).toList();
  }

  List<Grant> of(UserId licensee, DatanetId datanet, Purpose purpose) {
    List<GrantEntity> found =
        transactions.read(session ->
            session
                .createSelectionQuery(
                    "from GrantEntity where licenseeId = :licensee and datanetId = :datanet"
                        + " and purpose = :purpose and state = :state order by expiresAt desc",
                    GrantEntity.class)
                .setParameter("licensee", licensee.value())
                .setParameter("datanet", datanet.value())
                .setParameter("purpose", purpose.code())
                .setParameter("state", GrantState.GRANTED)
                .getResultList());
    return found.stream().map(GrantEntity::grant).toList();
  }

  List<Grant> granting() {
    List<GrantEntity> found =
        transactions.call(session ->
            session
                .createSelectionQuery("from GrantEntity where state = :state", GrantEntity.class)
                .setParameter("state", GrantState.GRANTING)
                .getResultList());
    return found.stream().map(GrantEntity::grant).toList();
  }
}
