package org.datanet.app.metering;

import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.datanet.kernel.Address;
import org.datanet.kernel.UserId;
import org.datanet.persistence.Transactions;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class ClaimStore {

  private final Transactions transactions;

  ClaimStore(Transactions transactions) {
    this.transactions = transactions;
  }

  /// Keeps one claim per account and cumulative amount; the one kept.
  Claim keep(Claim claim) {
    transactions.call(session ->
        session
            .createNativeQuery(
                "insert into app.claim(id, user_id, account, epoch, cumulative, state,"
                    + " created_at) values (?1, ?2, ?3, ?4, ?5, 'CLAIMING', ?6) on conflict"
                    + " (account, cumulative) do update set state = case when app.claim.state ="
                    + " 'FAILED' then 'CLAIMING' else app.claim.state end, epoch ="
                    + " excluded.epoch")
            .setParameter(1, claim.id())
            .setParameter(2, claim.userId().value())
            .setParameter(3, claim.account().hex())
            .setParameter(4, claim.epoch())
            .setParameter(5, new BigDecimal(claim.cumulative().baseUnits()))
            .setParameter(6, claim.createdAt())
            .executeUpdate());
    return view(
        transactions.call(session ->
            session
                .createQuery(
                    "from Claim c where c.account = ?1 and c.cumulative = ?2", ClaimEntity.class)
                .setParameter(1, claim.account().hex())
                .setParameter(2, new BigDecimal(claim.cumulative().baseUnits()))
                .getSingleResult()));
  }

  Optional<Claim> find(UUID id) {
    @Nullable ClaimEntity row = transactions.call(session -> session.find(ClaimEntity.class, id));
    return Optional.ofNullable(row).map(ClaimStore::view);
  }

  List<UUID> unfinished() {
    return transactions.call(session ->
        session
            .createQuery("select c.id from Claim c where c.state = CLAIMING", UUID.class)
            .getResultList());
  }

  void change(UUID id, Consumer<ClaimEntity> change) {
    transactions.call(session -> session.find(ClaimEntity.class, id).invoke(change));
  }

  private static Claim view(ClaimEntity row) {
    return new Claim(
        row.id,
        new UserId(row.userId),
        Address.of(row.account),
        row.epoch,
        CallStore.amount(row.cumulative),
        row.state,
        row.txHash,
        row.failure,
        row.createdAt);
  }
}
