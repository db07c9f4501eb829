package org.datanet.governance.chain;

import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.datanet.governance.chain.Intent.SignedTransaction;
import org.datanet.kernel.Address;
import org.datanet.persistence.Transactions;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/// Chain intents in PostgreSQL. Each change is one statement and names the state it starts from, so
/// that a late or repeated step changes nothing.
@ApplicationScoped
class IntentStore {

  private static final int BATCH = 100;
  private static final String INSERT =
      """
      INSERT INTO governance.intent (key, sequence, kind, sender_owner, sender, target, value, data,
        done_data, done_word, done_expected, state, attempts, created_at, updated_at)
      VALUES (:key, nextval('governance.intent_sequence'), :kind, :owner, :sender, :target, :value,
        :data, :doneData, :doneWord, :doneExpected, 'PLANNED', 0, :now, :now)
      ON CONFLICT (key) DO NOTHING\
      """;

  private final Transactions transactions;
  private final Clock clock;

  IntentStore(Transactions transactions, Clock clock) {
    this.transactions = transactions;
    this.clock = clock;
  }

  void insert(IntentRequest request, Address sender) {
    transactions.call(session -> insertQuery(session, request, sender).executeUpdate());
  }

  private Mutiny.Query<?> insertQuery(
      Mutiny.Session session, IntentRequest request, Address sender) {
    ContractCall call = request.call();
    return session
        .createNativeQuery(INSERT)
        .setParameter("key", request.key())
        .setParameter("kind", request.kind())
        .setParameter("owner", request.sender().value())
        .setParameter("sender", sender.hex())
        .setParameter("target", call.to().hex())
        .setParameter("value", new BigDecimal(call.value()))
        .setParameter("data", call.data())
        .setParameter("doneData", request.done().map(DoneCheck::data).orElse(null))
        .setParameter("doneWord", request.done().map(DoneCheck::word).orElse(null))
        .setParameter("doneExpected", request.done().map(c -> c.expected().hex()).orElse(null))
        .setParameter("now", clock.instant());
  }

  Optional<Intent> find(String key) {
    return Optional.ofNullable(
            transactions.<@Nullable IntentRow>call(session -> session.find(IntentRow.class, key)))
        .map(IntentRow::toIntent);
  }

  /// The oldest intents in a state.
  List<Intent> oldest(IntentState state) {
    return rows("FROM GovernanceIntent WHERE state = ?1 ORDER BY sequence", state);
  }

  private List<Intent> rows(String query, IntentState state) {
    return transactions
        .call(session ->
            session
                .createQuery(query, IntentRow.class)
                .setParameter(1, state)
                .setMaxResults(BATCH)
                .getResultList())
        .stream()
        .map(IntentRow::toIntent)
        .toList();
  }

  /// The lowest nonce that no intent of the sender has used.
  long nextNonce(Address sender) {
    return transactions.call(session ->
        session
            .createQuery(
                "SELECT coalesce(max(nonce) + 1, 0) FROM GovernanceIntent WHERE sender = ?1",
                Long.class)
            .setParameter(1, sender.hex())
            .getSingleResult());
  }

  List<String> senders() {
    return transactions.call(session ->
        session
            .createQuery(
                "SELECT DISTINCT sender FROM GovernanceIntent WHERE nonce IS NOT NULL",
                String.class)
            .getResultList());
  }

  /// PLANNED → SENT with the signed transaction, before it leaves.
  void sent(Intent intent, SignedTransaction signed) {
    transactions.call(session ->
        session
            .createQuery(
                """
                UPDATE GovernanceIntent SET state = SENT, nonce = ?2, rawTx = ?3, txHash = ?4,
                  error = NULL, updatedAt = ?5 WHERE key = ?1 AND state = PLANNED\
                """)
            .setParameter(1, intent.key())
            .setParameter(2, signed.nonce())
            .setParameter(3, signed.raw())
            .setParameter(4, signed.hash().hex())
            .setParameter(5, clock.instant())
            .executeUpdate());
  }

  /// → CONFIRMED; the block is absent when the effect was there without a transaction of ours.
  void confirmed(Intent intent, @Nullable Long block) {
    transactions.call(session ->
        session
            .createQuery(
                """
                UPDATE GovernanceIntent SET state = CONFIRMED, block = ?2, error = NULL,
                  updatedAt = ?3 WHERE key = ?1 AND state IN (PLANNED, SENT)\
                """)
            .setParameter(1, intent.key())
            .setParameter(2, block)
            .setParameter(3, clock.instant())
            .executeUpdate());
  }

  /// Counts a failed attempt and moves to the given state.
  void attemptFailed(Intent intent, IntentState to, String error) {
    transactions.call(session ->
        session
            .createQuery(
                """
                UPDATE GovernanceIntent SET state = ?2, attempts = attempts + 1, error = ?3,
                  updatedAt = ?4 WHERE key = ?1 AND state IN (PLANNED, SENT)\
                """)
            .setParameter(1, intent.key())
            .setParameter(2, to)
            .setParameter(3, error)
            .setParameter(4, clock.instant())
            .executeUpdate());
  }

  /// A transaction that can never be mined any more, or a failed intent, is planned afresh.
  void replan(String key) {
    transactions.call(session ->
        session
            .createQuery(
                """
                UPDATE GovernanceIntent SET state = PLANNED, nonce = NULL, rawTx = NULL,
                  txHash = NULL, block = NULL, attempts = 0, updatedAt = ?2
                  WHERE key = ?1 AND state IN (SENT, FAILED)\
                """)
            .setParameter(1, key)
            .setParameter(2, clock.instant())
            .executeUpdate());
  }

  /// CONFIRMED or FAILED → SENT for all mined transactions of a sender that the chain has lost.
  int lost(Address sender, long chainNonce) {
    return transactions.call(session ->
        session
            .createQuery(
                """
                UPDATE GovernanceIntent SET state = SENT, block = NULL, updatedAt = ?3
                  WHERE sender = ?1 AND nonce >= ?2 AND state = CONFIRMED\
                """)
            .setParameter(1, sender.hex())
            .setParameter(2, chainNonce)
            .setParameter(3, clock.instant())
            .executeUpdate());
  }
}
