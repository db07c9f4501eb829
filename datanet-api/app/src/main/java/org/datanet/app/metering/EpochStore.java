package org.datanet.app.metering;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.datanet.kernel.Address;
import org.datanet.kernel.Hash;
import org.datanet.kernel.TokenAmount;
import org.datanet.kernel.UserId;
import org.datanet.persistence.Transactions;
import org.hibernate.reactive.mutiny.Mutiny.Session;
import org.jspecify.annotations.Nullable;

/// Epochs and the cumulative sums they post.
@ApplicationScoped
class EpochStore {

  /// Serialises the closing of epochs; any constant that nothing else locks.
  private static final long CLOSING_LOCK = 7_236_001L;

  private final Transactions transactions;

  /// What an account has been credited with in all by the end of an epoch.
  record Credit(Address account, TokenAmount cumulative) {}

  /// What a payer has been charged in all by the end of an epoch.
  record PayerCharge(Address payer, UserId user, TokenAmount cumulative) {}

  EpochStore(Transactions transactions) {
    this.transactions = transactions;
  }

  /// Puts every charged call that has no epoch yet into the next one and fixes its sums.
  ///
  /// An epoch that could not be posted is opened again instead: its calls and sums stay fixed.
  ///
  /// @return empty when an epoch is still being posted or no call waits
  Optional<Integer> close(Instant now) {
    return Optional.ofNullable(
        transactions.call(session ->
            session
                .createNativeQuery("select 1 from pg_advisory_xact_lock(?1)", Integer.class)
                .setParameter(1, CLOSING_LOCK)
                .getSingleResult()
                .chain(() -> failed(session))
                .chain(failed ->
                    failed.isEmpty()
                        ? closeLocked(session, now)
                        : reopen(session, failed.getFirst()))));
  }

  private static Uni<List<Integer>> failed(Session session) {
    return session
        .createNativeQuery(
            "select number from app.epoch where state = 'FAILED' order by number", Integer.class)
        .getResultList();
  }

  private static Uni<@Nullable Integer> reopen(Session session, int number) {
    return run(session, "update app.epoch set state = 'BUILDING' where number = ?1", number)
        .replaceWith(Uni.createFrom().<@Nullable Integer>item(number));
  }

  private static Uni<@Nullable Integer> closeLocked(Session session, Instant now) {
    return session
        .createNativeQuery(
            "select (select coalesce(max(number), 0) + 1 from app.epoch) where not exists (select 1"
                + " from app.epoch where state <> 'POSTED') and exists (select 1 from"
                + " app.inference_call where state = 'CHARGED' and epoch is null)",
            Integer.class)
        .getSingleResultOrNull()
        .chain(number ->
            number == null
                ? Uni.createFrom().<@Nullable Integer>nullItem()
                : fill(session, number, now).replaceWith(number));
  }

  private static Uni<Integer> fill(Session session, int number, Instant now) {
    EpochEntity epoch = new EpochEntity();
    epoch.number = number;
    epoch.state = Epoch.State.BUILDING;
    epoch.createdAt = now;
    return session
        .persist(epoch)
        .chain(session::flush)
        .chain(() ->
            run(
                session,
                "update app.inference_call set epoch = ?1 where state = 'CHARGED' and epoch is"
                    + " null",
                number))
        .chain(() -> run(session, CREDITS, number))
        .chain(() -> run(session, CHARGES, number))
        .chain(() -> run(session, SUMS, number));
  }

  private static final String CREDITS =
      "insert into app.epoch_credit(epoch, position, account, cumulative) select ?1, row_number()"
          + " over (order by l.account) - 1, l.account, sum(l.amount) from app.ledger_entry l join"
          + " app.inference_call c on c.id = l.call_id where c.epoch <= ?1 and l.role <> 'protocol'"
          + " group by l.account having sum(l.amount) > 0";
  private static final String CHARGES =
      "insert into app.epoch_charge(epoch, payer, user_id, cumulative) select ?1, c.payer,"
          + " c.caller_id, sum(c.fee) from app.inference_call c where c.epoch <= ?1 group by"
          + " c.payer, c.caller_id having bool_or(c.epoch = ?1)";
  private static final String SUMS =
      "update app.epoch e set calls = s.calls, total = s.total, protocol = s.protocol from (select"
          + " count(distinct c.id) calls, coalesce(sum(l.amount) filter (where l.role <>"
          + " 'protocol'), 0) total, coalesce(sum(l.amount) filter (where l.role = 'protocol'), 0)"
          + " protocol from app.inference_call c left join app.ledger_entry l on l.call_id = c.id"
          + " where c.epoch = ?1) s where e.number = ?1";

  private static Uni<Integer> run(Session session, String sql, int number) {
    return session.createNativeQuery(sql).setParameter(1, number).executeUpdate();
  }

  Optional<Epoch> find(int number) {
    return Optional.ofNullable(
            transactions.call(session -> session.find(EpochEntity.class, number)))
        .map(EpochStore::view);
  }

  /// Newest first.
  List<Epoch> all() {
    return transactions
        .call(session ->
            session
                .createQuery("from Epoch e order by e.number desc", EpochEntity.class)
                .getResultList())
        .stream()
        .map(EpochStore::view)
        .toList();
  }

  /// Numbers of the epochs a job works on.
  List<Integer> beingPosted() {
    return transactions.call(session ->
        session
            .createQuery(
                "select e.number from Epoch e where e.state in (BUILDING, POSTING)", Integer.class)
            .getResultList());
  }

  void change(int number, Consumer<EpochEntity> change) {
    transactions.call(session -> session.find(EpochEntity.class, number).invoke(change));
  }

  /// Receipt hashes of an epoch in the order of their calls.
  List<Hash> receiptHashes(int number) {
    return transactions
        .call(session ->
            session
                .createNativeQuery(
                    "select receipt_hash from app.inference_call where epoch = ?1 order by"
                        + " sequence",
                    String.class)
                .setParameter(1, number)
                .getResultList())
        .stream()
        .map(Hash::of)
        .toList();
  }

  /// The leaves of an epoch's credits tree, in leaf order.
  List<Credit> credits(int number) {
    return transactions
        .call(session ->
            session
                .createNativeQuery(
                    "select account, cumulative from app.epoch_credit where epoch = ?1 order"
                        + " by position",
                    Object[].class)
                .setParameter(1, number)
                .getResultList())
        .stream()
        .map(row -> new Credit(Address.of((String) row[0]), amount(row[1])))
        .toList();
  }

  List<PayerCharge> charges(int number) {
    return transactions
        .call(session ->
            session
                .createNativeQuery(
                    "select payer, user_id, cumulative from app.epoch_charge where epoch = ?1"
                        + " order by payer",
                    Object[].class)
                .setParameter(1, number)
                .getResultList())
        .stream()
        .map(row ->
            new PayerCharge(Address.of((String) row[0]), new UserId((UUID) row[1]), amount(row[2])))
        .toList();
  }

  /// Everything ever credited to an account, settled or not.
  TokenAmount creditedTo(Address account) {
    return amount(
        transactions.call(session ->
            session
                .createNativeQuery(
                    "select coalesce(sum(amount), 0) from app.ledger_entry where account = ?1"
                        + " and role <> 'protocol'",
                    BigDecimal.class)
                .setParameter(1, account.hex())
                .getSingleResult()));
  }

  static TokenAmount amount(Object value) {
    return new TokenAmount(((BigDecimal) value).toBigIntegerExact());
  }

  private static Epoch view(EpochEntity row) {
    return new Epoch(
        row.number,
        row.state,
        row.creditsRoot == null ? null : Hash.of(row.creditsRoot),
        row.receiptsRoot == null ? null : Hash.of(row.receiptsRoot),
        row.dataHash == null ? null : Hash.of(row.dataHash),
        amount(row.total),
        amount(row.protocol),
        row.calls,
        row.txHash,
        row.failure,
        row.createdAt);
  }
}
