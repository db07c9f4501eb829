package org.datanet.curation.review;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.datanet.kernel.ContributionId;
import org.datanet.kernel.DatanetId;
import org.datanet.kernel.UserId;
import org.datanet.persistence.Transactions;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/// Reviews and decisions in PostgreSQL, schema `curation`.
@ApplicationScoped
class ReviewStore {

  private static final int QUEUE_LIMIT = 500;
  private static final String WITH_DECISION =
      "select r, d from ReviewEntity r left join DecisionEntity d on d.id = r.decisionId ";

  /// A decision that may not have been told yet.
  record Stored(UUID id, Decision decision) {}

  private final Transactions transactions;
  private final ReviewRows rows;

  ReviewStore(Transactions transactions, ReviewRows rows) {
    this.transactions = transactions;
    this.rows = rows;
  }

  /// Adds a review, or opens it again when it was sent back; leaves every other one alone.
  void submit(ReviewSubmission submission, Instant at) {
    transactions.call(session ->
        session
            .find(
                ReviewEntity.class,
                submission.contribution().value(),
                LockModeType.PESSIMISTIC_WRITE)
            .chain(found -> reopened(session, found, submission, at)));
  }

  private Uni<Void> reopened(
      Mutiny.Session session, @Nullable ReviewEntity found, ReviewSubmission sent, Instant at) {
    if (found != null && found.state != ReviewState.SENT_BACK) {
      return Uni.createFrom().voidItem();
    }
    ReviewEntity row = found == null ? new ReviewEntity() : found;
    rows.fill(row, sent, at);
    return found == null ? session.persist(row) : Uni.createFrom().voidItem();
  }

  /// Removes a review that is still open.
  void withdraw(ContributionId contribution) {
    transactions.call(session ->
        session
            .createMutationQuery(
                "delete from ReviewEntity where contributionId = :id and state = :open")
            .setParameter("id", contribution.value())
            .setParameter("open", ReviewState.OPEN)
            .executeUpdate());
  }

  Optional<Review> find(ContributionId contribution) {
    List<Object[]> found =
        transactions.call(session ->
            session
                .createSelectionQuery(
                    WITH_DECISION + "where r.contributionId = :id", Object[].class)
                .setParameter("id", contribution.value())
                .getResultList());
    return found.stream().map(this::review).findFirst();
  }

  /// The oldest 500 in the given state that are not `reviewer`'s own work.
  List<Review> queue(@Nullable DatanetId datanet, ReviewState state, UserId reviewer) {
    String filter =
        "where r.state = :state and r.contributorId <> :reviewer"
            + (datanet == null ? "" : " and r.datanetId = :datanet")
            + " order by r.submittedAt, r.contributionId";
    List<Object[]> found =
        transactions.call(session -> {
          var query =
              session
                  .createSelectionQuery(WITH_DECISION + filter, Object[].class)
                  .setParameter("state", state)
                  .setParameter("reviewer", reviewer.value())
                  .setMaxResults(QUEUE_LIMIT);
          return (datanet == null ? query : query.setParameter("datanet", datanet.value()))
              .getResultList();
        });
    return found.stream().map(this::review).toList();
  }

  /// Records a decision; false when the review is not open any more.
  boolean decide(UUID id, Decision decision) {
    return transactions.call(session ->
        session
            .find(
                ReviewEntity.class, decision.contribution().value(), LockModeType.PESSIMISTIC_WRITE)
            .chain(row -> decided(session, row, rows.row(id, decision))));
  }

  private static Uni<Boolean> decided(
      Mutiny.Session session, @Nullable ReviewEntity row, DecisionEntity decision) {
    if (row == null || row.state != ReviewState.OPEN) {
      return Uni.createFrom().item(false);
    }
    row.state = decision.kind.state();
    row.decisionId = decision.id;
    return session.persist(decision).replaceWith(true);
  }

  void told(UUID decision) {
    transactions.call(session ->
        session
            .createMutationQuery("update DecisionEntity set told = true where id = :id")
            .setParameter("id", decision)
            .executeUpdate());
  }

  /// Decisions nobody has been told yet, oldest first, 100 at most.
  List<Stored> untold() {
    return transactions
        .call(session ->
            session
                .createSelectionQuery(
                    "from DecisionEntity where told = false order by decidedAt",
                    DecisionEntity.class)
                .setMaxResults(100)
                .getResultList())
        .stream()
        .map(row -> new Stored(row.id, rows.decision(row)))
        .toList();
  }

  private Review review(Object[] pair) {
    return rows.review((ReviewEntity) pair[0], (DecisionEntity) pair[1]);
  }
}
