package org.datanet.app.training;

import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.datanet.kernel.AdapterId;
import org.datanet.kernel.TokenAmount;
import org.datanet.persistence.Transactions;

@ApplicationScoped
class AdapterStore {

  private final Transactions transactions;

  AdapterStore(Transactions transactions) {
    this.transactions = transactions;
  }

  /// Inserts the next version under this name.
  void insert(AdapterId id, TrainingRun run, String name, TokenAmount price, Instant now) {
    AdapterEntity row = new AdapterEntity();
    row.id = id.value();
    row.runId = run.id().value();
    row.ownerId = run.ownerId().value();
    row.name = name;
    row.datasetVersions = RunStore.joined(run.datasetVersionIds());
    row.contentHash = Objects.requireNonNull(run.contentHash()).hex();
    row.baseHash = Objects.requireNonNull(run.baseHash()).hex();
    row.price = new BigDecimal(price.baseUnits());
    row.state = Adapter.State.REGISTERING;
    row.createdAt = now;
    transactions.call(
        session ->
            session
                .createQuery(
                    "select coalesce(max(a.version), 0) + 1 from Adapter a where a.name = ?1",
                    Integer.class)
                .setParameter(1, name)
                .getSingleResult()
                .invoke(version -> row.version = version)
                .chain(() -> session.persist(row)));
  }

  Optional<AdapterEntity> find(AdapterId id) {
    return Optional.ofNullable(
        transactions.call(session -> session.find(AdapterEntity.class, id.value())));
  }

  Optional<AdapterEntity> find(String name, int version) {
    return transactions
        .call(
            session ->
                session
                    .createQuery(
                        "from Adapter a where a.name = ?1 and a.version = ?2", AdapterEntity.class)
                    .setParameter(1, name)
                    .setParameter(2, version)
                    .getResultList())
        .stream()
        .findFirst();
  }

  /// Who published under this name first.
  Optional<UUID> ownerOf(String name) {
    return transactions
        .call(
            session ->
                session
                    .createQuery(
                        "select a.ownerId from Adapter a where a.name = ?1 order by a.version",
                        UUID.class)
                    .setParameter(1, name)
                    .setMaxResults(1)
                    .getResultList())
        .stream()
        .findFirst();
  }

  Optional<AdapterEntity> ofRun(UUID run, String name) {
    return transactions
        .call(
            session ->
                session
                    .createQuery(
                        "from Adapter a where a.runId = ?1 and a.name = ?2", AdapterEntity.class)
                    .setParameter(1, run)
                    .setParameter(2, name)
                    .getResultList())
        .stream()
        .findFirst();
  }

  List<AdapterEntity> all() {
    return transactions.call(
        session ->
            session
                .createQuery("from Adapter a order by a.createdAt desc", AdapterEntity.class)
                .getResultList());
  }

  void change(AdapterId id, Consumer<AdapterEntity> change) {
    transactions.call(session -> session.find(AdapterEntity.class, id.value()).invoke(change));
  }
}
