package org.datanet.app.metering;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.datanet.kernel.AdapterId;
import org.datanet.kernel.Address;
import org.datanet.kernel.CallId;
import org.datanet.kernel.Hash;
import org.datanet.kernel.TokenAmount;
import org.datanet.kernel.UserId;
import org.datanet.persistence.Transactions;
import org.hibernate.LockMode;
import org.hibernate.reactive.mutiny.Mutiny.Session;
import org.jspecify.annotations.Nullable;

/// Calls and the money held for them. Whatever moves money locks the payer's row, so a hold, a
/// charge and a release of one payer never overlap; an existing call's row is locked before it.
@ApplicationScoped
class CallStore {

  private final Transactions transactions;
  private final Clock clock;

  /// What a charge writes.
  record Charge(
      TokenAmount fee, String receipt, Hash receiptHash, String signature, String response) {}

  /// What a payer has spent in all and what running calls hold.
  record PayerSums(TokenAmount spent, TokenAmount held) {}

  CallStore(Transactions transactions, Clock clock) {
    this.transactions = transactions;
    this.clock = clock;
  }

  /// Holds `call.held` if the deposit covers it, once per idempotency key.
  HoldResult hold(CallEntity call, TokenAmount deposited) {
    return transactions.call(session ->
        session
            .createNativeQuery(
                "insert into app.payer(address, user_id) values (?1, ?2) on conflict do"
                    + " nothing")
            .setParameter(1, call.payer)
            .setParameter(2, call.callerId)
            .executeUpdate()
            .chain(() -> locked(session, call.payer))
            .chain(payer ->
                earlier(session, call.callerId, call.idempotencyKey)
                    .chain(seen ->
                        seen == null
                            ? holdNew(session, payer, call, deposited)
                            : Uni.createFrom().item(seen))));
  }

  /// The call for which a caller used an idempotency key.
  Optional<HoldResult.Seen> earlier(UserId caller, String idempotencyKey) {
    return Optional.ofNullable(
        transactions.read(session -> earlier(session, caller.value(), idempotencyKey)));
  }

  private static Uni<PayerEntity> locked(Session session, String payer) {
    return session.find(PayerEntity.class, payer, LockMode.PESSIMISTIC_WRITE);
  }

  private static Uni<HoldResult.@Nullable Seen> earlier(
      Session session, UUID callerId, @Nullable String idempotencyKey) {
    if (idempotencyKey == null) {
      return Uni.createFrom().nullItem();
    }
    return session
        .createQuery(
            "from InferenceCall c where c.callerId = ?1 and c.idempotencyKey = ?2",
            CallEntity.class)
        .setParameter(1, callerId)
        .setParameter(2, idempotencyKey)
        .getSingleResultOrNull()
        .map(call -> call == null ? null : seen(call));
  }

  private static HoldResult.Seen seen(CallEntity call) {
    return new HoldResult.Seen(
        new CallId(call.id), Hash.of(call.requestHash), Optional.ofNullable(call.response));
  }

  private static Uni<HoldResult> holdNew(
      Session session, PayerEntity payer, CallEntity call, TokenAmount deposited) {
    BigDecimal available =
        new BigDecimal(deposited.baseUnits()).subtract(payer.spent).subtract(payer.held);
    if (available.compareTo(call.held) < 0) {
      return Uni.createFrom()
          .item(new HoldResult.Insufficient(amount(available.max(BigDecimal.ZERO))));
    }
    payer.held = payer.held.add(call.held);
    return session.persist(call).replaceWith(new HoldResult.Held());
  }

  /// Charges a held call and writes its receipt, response and ledger, all or nothing.
  ///
  /// @param entries where the fee goes; they sum to it
  /// @return false when the call is no longer held (released by its deadline): nothing is charged
  boolean charge(CallId id, Charge charge, List<LedgerEntry> entries) {
    requireSum(charge.fee(), entries);
    Instant now = Instant.now(clock);
    return transactions.call(session ->
        session
            .find(CallEntity.class, id.value(), LockMode.PESSIMISTIC_WRITE)
            .chain(call ->
                call.state == Call.State.HELD
                    ? chargeHeld(session, call, charge, entries, now)
                    : Uni.createFrom().item(false)));
  }

  private static void requireSum(TokenAmount fee, List<LedgerEntry> entries) {
    TokenAmount sum =
        entries.stream().map(LedgerEntry::amount).reduce(TokenAmount.ZERO, TokenAmount::plus);
    if (!sum.equals(fee)) {
      throw new IllegalArgumentException("a fee of " + fee + " was divided into " + sum);
    }
  }

  private static Uni<Boolean> chargeHeld(
      Session session, CallEntity call, Charge charge, List<LedgerEntry> entries, Instant now) {
    call.state = Call.State.CHARGED;
    call.billable = true;
    call.fee = new BigDecimal(charge.fee().baseUnits());
    call.receipt = charge.receipt();
    call.receiptHash = charge.receiptHash().hex();
    call.signature = charge.signature();
    call.response = charge.response();
    call.closedAt = now;
    Object[] rows = entries.stream().map(entry -> row(call.id, entry, now)).toArray();
    return locked(session, call.payer)
        .invoke(payer -> {
          payer.held = payer.held.subtract(call.held);
          payer.spent = payer.spent.add(call.fee);
        })
        .chain(() -> session.persistAll(rows))
        .replaceWith(true);
  }

  private static LedgerEntity row(UUID call, LedgerEntry entry, Instant now) {
    LedgerEntity row = new LedgerEntity();
    row.callId = call;
    row.role = entry.role();
    row.account = entry.account().hex();
    row.contributionId = entry.contribution() == null ? null : entry.contribution().value();
    row.recordId = entry.record() == null ? null : entry.record().value();
    row.ppm = entry.ppm();
    row.amount = new BigDecimal(entry.amount().baseUnits());
    row.at = now;
    return row;
  }

  /// Releases a held call without a charge.
  ///
  /// @param response what was answered, so that a retry gets the same; null frees the idempotency
  ///   key
  void release(CallId id, String reason, @Nullable String response) {
    Instant now = Instant.now(clock);
    transactions.call(session ->
        session
            .find(CallEntity.class, id.value(), LockMode.PESSIMISTIC_WRITE)
            .chain(call ->
                call.state == Call.State.HELD
                    ? releaseHeld(session, call, reason, response, now)
                    : Uni.createFrom().voidItem()));
  }

  private static Uni<Void> releaseHeld(
      Session session, CallEntity call, String reason, @Nullable String response, Instant now) {
    call.state = Call.State.RELEASED;
    call.reason = reason;
    call.response = response;
    call.closedAt = now;
    if (response == null) {
      call.idempotencyKey = null;
    }
    return locked(session, call.payer)
        .invoke(payer -> payer.held = payer.held.subtract(call.held))
        .replaceWithVoid();
  }

  /// Held calls whose deadline has passed: their process has died or hangs.
  List<CallId> expired(Instant now) {
    return transactions
        .call(session ->
            session
                .createQuery(
                    "select c.id from InferenceCall c where c.state = HELD and c.deadline <"
                        + " ?1",
                    UUID.class)
                .setParameter(1, now)
                .getResultList())
        .stream()
        .map(CallId::new)
        .toList();
  }

  Optional<CallEntity> find(CallId id) {
    return Optional.ofNullable(
        transactions.call(session -> session.find(CallEntity.class, id.value())));
  }

  /// Newest first.
  ///
  /// @param caller null for everybody's
  List<Call> list(@Nullable UserId caller, int limit) {
    return transactions
        .call(session ->
            session
                .createQuery(
                    "from InferenceCall c where c.callerId = ?1 or ?1 is null order by c.at"
                        + " desc",
                    CallEntity.class)
                .setParameter(1, caller == null ? null : caller.value())
                .setMaxResults(limit)
                .getResultList())
        .stream()
        .map(CallStore::view)
        .toList();
  }

  PayerSums sums(Address payer) {
    PayerEntity row = transactions.call(session -> session.find(PayerEntity.class, payer.hex()));
    return row == null
        ? new PayerSums(TokenAmount.ZERO, TokenAmount.ZERO)
        : new PayerSums(amount(row.spent), amount(row.held));
  }

  static Call view(CallEntity row) {
    return new Call(
        new CallId(row.id),
        new UserId(row.callerId),
        Address.of(row.payer),
        row.modelId,
        row.route,
        new AdapterId(row.adapterId),
        row.at,
        row.state,
        row.billable,
        row.reason,
        amount(row.held),
        amount(row.fee),
        Optional.ofNullable(row.receiptHash).map(Hash::of),
        Optional.ofNullable(row.epoch));
  }

  static TokenAmount amount(BigDecimal value) {
    return new TokenAmount(value.toBigIntegerExact());
  }
}
