package org.datanet.app.version;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.datanet.app.jobs.Progress;
import org.datanet.kernel.ContributionId;
import org.datanet.kernel.DatanetId;
import org.datanet.kernel.DatasetVersionId;
import org.datanet.kernel.Hash;
import org.datanet.persistence.Transactions;
import org.hibernate.reactive.mutiny.Mutiny.Session;

@ApplicationScoped
class VersionStore {

  private static final String NEXT =
      "select coalesce(max(number), 0) + 1 from app.dataset_version where datanet_id = ?1";

  private static final String LOCK = "select 1 from app.datanet where id = ?1 for update";

  private static final String TEXTS =
      " from app.version_record v join app.record r on r.id = v.record_id where v.version_id = ?1";

  private static final String SIZE =
      "select count(*), coalesce(sum(char_length(r.text)), 0)" + TEXTS;

  private static final String SAMPLE =
      "select r.text" + TEXTS + " and v.position % ?2 = 0 order by v.position limit ?3";

  private final Transactions transactions;

  VersionStore(Transactions transactions) {
    this.transactions = transactions;
  }

  /// Inserts the next version and freezes which records it holds, in one transaction. The Datanet's
  /// row is locked meanwhile, so that numbers have no gaps and no two versions get the same.
  void insert(
      DatasetVersionId id,
      DatanetId datanet,
      String note,
      Instant now,
      List<VersionRecord> records) {
    transactions.call(session ->
        session
            .createNativeQuery(LOCK, Integer.class)
            .setParameter(1, datanet.value())
            .getSingleResult()
            .chain(() -> next(session, datanet))
            .chain(number ->
                parent(session, datanet)
                    .chain(parent ->
                        session.persist(row(id, datanet, number, parent, note, now, records))))
            .chain(() -> insertRecords(session, id, records)));
  }

  private static Uni<Integer> next(Session session, DatanetId datanet) {
    return session
        .createNativeQuery(NEXT, Integer.class)
        .setParameter(1, datanet.value())
        .getSingleResult();
  }

  /// The newest registered version, if there is one.
  private static Uni<List<UUID>> parent(Session session, DatanetId datanet) {
    return session
        .createQuery(
            "select v.id from DatasetVersion v where v.datanetId = ?1 and v.state = REGISTERED"
                + " order by v.number desc",
            UUID.class)
        .setParameter(1, datanet.value())
        .setMaxResults(1)
        .getResultList();
  }

  private static VersionEntity row(
      DatasetVersionId id,
      DatanetId datanet,
      int number,
      List<UUID> parent,
      String note,
      Instant now,
      List<VersionRecord> records) {
    VersionEntity row = new VersionEntity();
    row.id = id.value();
    row.datanetId = datanet.value();
    row.number = number;
    row.parentId = parent.isEmpty() ? null : parent.getFirst();
    row.note = note;
    row.state = DatasetVersion.State.BUILDING;
    row.recordCount = records.size();
    row.progressTotal = records.size();
    row.createdAt = now;
    return row;
  }

  private static Uni<Integer> insertRecords(
      Session session, DatasetVersionId id, List<VersionRecord> records) {
    return session
        .createNativeQuery(
            "insert into app.version_record select ?1, * from unnest(cast(?2 as int[]),"
                + " cast(?3 as uuid[]), cast(?4 as uuid[]), cast(?5 as uuid[]), cast(?6 as"
                + " text[]))")
        .setParameter(1, id.value())
        .setParameter(2, records.stream().map(VersionRecord::position).toArray(Integer[]::new))
        .setParameter(3, records.stream().map(r -> r.recordId().value()).toArray(UUID[]::new))
        .setParameter(4, records.stream().map(r -> r.contributionId().value()).toArray(UUID[]::new))
        .setParameter(5, records.stream().map(r -> r.contributorId().value()).toArray(UUID[]::new))
        .setParameter(6, records.stream().map(r -> r.contributor().hex()).toArray(String[]::new))
        .executeUpdate();
  }

  /// The text of a version's records, in position order; withdrawn texts are gone.
  List<VersionRecord> records(DatasetVersionId id) {
    return transactions
        .call(session ->
            session
                .createNativeQuery(
                    "select v.position, v.record_id, v.contribution_id, v.contributor_id,"
                        + " v.contributor, r.text, c.decided_at from app.version_record v join"
                        + " app.record r on r.id = v.record_id join app.contribution c on c.id"
                        + " = v.contribution_id where v.version_id = ?1 order by v.position",
                    Object[].class)
                .setParameter(1, id.value())
                .getResultList())
        .stream()
        .map(VersionRows::record)
        .toList();
  }

  /// Withdrawn texts count nothing.
  Versions.TextSize textSize(DatasetVersionId id, int sample) {
    return transactions.call(session ->
        session
            .createNativeQuery(SIZE, Object[].class)
            .setParameter(1, id.value())
            .getSingleResult()
            .chain(size ->
                session
                    .createNativeQuery(SAMPLE, String.class)
                    .setParameter(1, id.value())
                    .setParameter(2, Math.max(1, ((Number) size[0]).longValue() / sample))
                    .setParameter(3, sample)
                    .getResultList()
                    .map(texts ->
                        new Versions.TextSize(
                            ((Number) size[0]).longValue(),
                            ((Number) size[1]).longValue(),
                            texts))));
  }

  Set<ContributionId> contributionsOf(DatasetVersionId id) {
    return transactions
        .call(session ->
            session
                .createNativeQuery(
                    "select distinct contribution_id from app.version_record where version_id"
                        + " = ?1",
                    UUID.class)
                .setParameter(1, id.value())
                .getResultList())
        .stream()
        .map(ContributionId::new)
        .collect(Collectors.toSet());
  }

  Optional<DatasetVersion> find(DatasetVersionId id) {
    return Optional.ofNullable(
            transactions.read(session -> session.find(VersionEntity.class, id.value())))
        .map(VersionStore::view);
  }

  List<DatasetVersion> ofDatanet(DatanetId datanet) {
    return transactions
        .call(session ->
            session
                .createQuery(
                    "from DatasetVersion v where v.datanetId = ?1 order by v.number desc",
                    VersionEntity.class)
                .setParameter(1, datanet.value())
                .getResultList())
        .stream()
        .map(VersionStore::view)
        .toList();
  }

  List<UUID> beingBuilt() {
    return transactions.call(session ->
        session
            .createQuery(
                "select v.id from DatasetVersion v where v.state in (BUILDING, INDEXING,"
                    + " REGISTERING)",
                UUID.class)
            .getResultList());
  }

  void change(DatasetVersionId id, Consumer<VersionEntity> change) {
    transactions.call(session -> session.find(VersionEntity.class, id.value()).invoke(change));
  }

  private static DatasetVersion view(VersionEntity row) {
    return new DatasetVersion(
        new DatasetVersionId(row.id),
        new DatanetId(row.datanetId),
        row.number,
        row.parentId == null ? null : new DatasetVersionId(row.parentId),
        row.note,
        row.state,
        new Progress(row.progressDone, row.progressTotal, row.progressUnit, row.progressNote),
        row.recordCount,
        row.merkleRoot == null ? null : Hash.of(row.merkleRoot),
        row.indexDigest == null ? null : Hash.of(row.indexDigest),
        row.txHash,
        row.failure,
        row.createdAt);
  }
}
