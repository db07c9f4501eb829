package org.datanet.app.training;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.datanet.kernel.AdapterId;
import org.datanet.kernel.TokenAmount;
import org.datanet.persistence.Transactions;
import org.hibernate.reactive.mutiny.Mutiny.Session;

@ApplicationScoped
class AdapterStore {

  private final Transactions transactions;

  AdapterStore(Transactions transactions) {
    this.transactions = transactions;
  }

  /// What became of the wish to publish.
  sealed interface Publication {

    /// The adapter of this run and name, new or from an earlier call.
    record Stored(AdapterEntity row) implements Publication {}

    /// Somebody else published under this name first.
    record NameTaken() implements Publication {}
  }

  /// Inserts the next version under this name, once per run and name. Publications under one name
  /// wait for each other, so that versions have no gaps and a name has one owner.
  Publication publish(AdapterId id, TrainingRun run, String name, TokenAmount price, Instant now) {
    AdapterEntity row = row(id, run, name, price, now);
    return transactions.call(session ->
        session
            .createNativeQuery(
                "select 1 from pg_advisory_xact_lock(hashtextextended('adapter ' || ?1, 0))",
                Integer.class)
            .setParameter(1, name)
            .getSingleResult()
            .chain(() -> versions(session, name))
            .chain(earlier -> publishAfter(session, earlier, row)));
  }

  private static Uni<List<AdapterEntity>> versions(Session session, String name) {
    return session
        .createQuery("from Adapter a where a.name = ?1 order by a.version", AdapterEntity.class)
        .setParameter(1, name)
        .getResultList();
  }

  private static Uni<Publication> publishAfter(
      Session session, List<AdapterEntity> earlier, AdapterEntity row) {
    Optional<AdapterEntity> same =
        earlier.stream().filter(each -> each.runId.equals(row.runId)).findFirst();
    if (same.isPresent()) {
      return Uni.createFrom().item(new Publication.Stored(same.get()));
    }
    if (!earlier.isEmpty() && !earlier.getFirst().ownerId.equals(row.ownerId)) {
      return Uni.createFrom().item(new Publication.NameTaken());
    }
    row.version = earlier.isEmpty() ? 1 : earlier.getLast().version + 1;
    return session.persist(row).replaceWith(new Publication.Stored(row));
  }

  private static AdapterEntity row(
      AdapterId id, TrainingRun run, String name, TokenAmount price, Instant now) {
    AdapterEntity row = new AdapterEntity();
    row.id = id.value();
    row.runId = run.id().value();
    row.ownerId = run.ownerId().value();
    row.name = name;
    row.datasetVersions = RunStore.joined(run.datasetVersionIds());
    row.contentHash = Objects.requireNonNull(run.contentHash()).hex();
    row.featuresDigest = run.featuresDigest() == null ? null : run.featuresDigest().hex();
    row.baseHash = Objects.requireNonNull(run.baseHash()).hex();
    row.price = new BigDecimal(price.baseUnits());
    row.state = Adapter.State.REGISTERING;
    row.createdAt = now;
    return row;
  }

  /// All versions of a name, oldest first.
  List<AdapterEntity> versions(String name) {
    return transactions.read(session -> versions(session, name));
  }

  Optional<AdapterEntity> find(AdapterId id) {
    return Optional.ofNullable(
        transactions.read(session -> session.find(AdapterEntity.class, id.value())));
  }

  /// Those of the given adapters that may be served.
  List<UUID> registered(Collection<UUID> ids) {
    return transactions.call(session ->
        session
            .createQuery(
                "select a.id from Adapter a where a.id in ?1 and a.state = REGISTERED", UUID.class)
            .setParameter(1, ids)
            .getResultList());
  }

  List<UUID> registering() {
    return transactions.call(session ->
        session
            .createQuery("select a.id from Adapter a where a.state = REGISTERING", UUID.class)
            .getResultList());
  }

  List<AdapterEntity> all() {
    return transactions.call(session ->
        session
            .createQuery("from Adapter a order by a.createdAt desc", AdapterEntity.class)
            .getResultList());
  }

  void change(AdapterId id, Consumer<AdapterEntity> change) {
    transactions.call(session -> session.find(AdapterEntity.class, id.value()).invoke(change));
  }
}
