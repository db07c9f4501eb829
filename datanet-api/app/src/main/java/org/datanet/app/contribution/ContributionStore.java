package org.datanet.app.contribution;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.datanet.app.jobs.Progress;
import org.datanet.kernel.ContributionId;
import org.datanet.kernel.DatanetId;
import org.datanet.kernel.DatasetVersionId;
import org.datanet.kernel.Hash;
import org.datanet.kernel.RecordId;
import org.datanet.kernel.TokenAmount;
import org.datanet.kernel.TrainingRunId;
import org.datanet.kernel.UserId;
import org.datanet.persistence.Transactions;
import org.hibernate.reactive.mutiny.Mutiny.Session;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class ContributionStore {

  private final Transactions transactions;
  private final Clock clock;

  ContributionStore(Transactions transactions, Clock clock) {
    this.transactions = transactions;
    this.clock = clock;
  }

  void insert(ContributionEntity row) {
    transactions.call(session -> session.persist(row));
  }

  Optional<Contribution> find(ContributionId id) {
    return Optional.ofNullable(row(id)).map(row -> views(List.of(row)).getFirst());
  }

  Optional<String> uploadIdOf(ContributionId id) {
    return Optional.ofNullable(row(id)).map(row -> row.uploadId);
  }

  private @Nullable ContributionEntity row(ContributionId id) {
    return transactions.call(session -> session.find(ContributionEntity.class, id.value()));
  }

  List<Contribution> ofContributor(UserId contributor, @Nullable DatanetId datanet) {
    return views(
        transactions.call(session ->
            session
                .createQuery(
                    "from Contribution c where c.contributorId = ?1"
                        + " and (c.datanetId = ?2 or ?2 is null) order by c.createdAt desc",
                    ContributionEntity.class)
                .setParameter(1, contributor.value())
                .setParameter(2, datanet == null ? null : datanet.value())
                .getResultList()));
  }

  List<UUID> beingProcessed() {
    return transactions.call(session ->
        session
            .createQuery(
                "select c.id from Contribution c where c.state in"
                    + " (UPLOADED, CHECKING, ANONYMISING)",
                UUID.class)
            .getResultList());
  }

  /// Changes the row when it is in one of the expected states.
  ///
  /// @return whether it was
  boolean change(
      ContributionId id, List<Contribution.State> expected, Consumer<ContributionEntity> change) {
    return transactions.call(session -> changeIn(session, id, expected, change));
  }

  /// Replaces the records of a contribution that is being anonymised and changes its row, all or
  /// nothing: once a curator may see records, they keep their ids.
  ///
  /// @return whether it was being anonymised
  boolean storeRecords(
      ContributionId id, List<RecordEntity> records, Consumer<ContributionEntity> change) {
    return transactions.call(session ->
        changeIn(session, id, List.of(Contribution.State.ANONYMISING), change)
            .chain(changed ->
                changed ? replaceRecords(session, id, records) : Uni.createFrom().item(false)));
  }

  private static Uni<Boolean> replaceRecords(
      Session session, ContributionId id, List<RecordEntity> records) {
    return session
        .createMutationQuery("delete from DataRecord r where r.contributionId = ?1")
        .setParameter(1, id.value())
        .executeUpdate()
        .chain(() -> session.persistAll(records.toArray()))
        .replaceWith(true);
  }

  private Uni<Boolean> changeIn(
      Session session,
      ContributionId id,
      List<Contribution.State> expected,
      Consumer<ContributionEntity> change) {
    return session
        .find(ContributionEntity.class, id.value(), org.hibernate.LockMode.PESSIMISTIC_WRITE)
        .map(row -> applied(row, expected, change));
  }

  private boolean applied(
      @Nullable ContributionEntity row,
      List<Contribution.State> expected,
      Consumer<ContributionEntity> change) {
    if (row == null || !expected.contains(row.state)) {
      return false;
    }
    change.accept(row);
    row.updatedAt = Instant.now(clock);
    return true;
  }

  List<DataRecord> records(ContributionId id) {
    return transactions
        .call(session ->
            session
                .createQuery(
                    "from DataRecord r where r.contributionId = ?1 order by r.ordinal",
                    RecordEntity.class)
                .setParameter(1, id.value())
                .getResultList())
        .stream()
        .map(ContributionStore::view)
        .toList();
  }

  /// Clean records of accepted contributions, in a fixed order.
  List<AcceptedRecord> accepted(DatanetId datanet) {
    return transactions
        .call(session ->
            session
                .createQuery(
                    "select r, c.contributorId, c.decidedAt from DataRecord r join Contribution"
                        + " c on c.id = r.contributionId where r.datanetId = ?1 and c.state ="
                        + " ACCEPTED and r.state = CLEAN order by c.createdAt,"
                        + " c.id, r.ordinal",
                    Object[].class)
                .setParameter(1, datanet.value())
                .getResultList())
        .stream()
        .map(row ->
            new AcceptedRecord(
                view((RecordEntity) row[0]), new UserId((UUID) row[1]), (Instant) row[2]))
        .toList();
  }

  private static DataRecord view(RecordEntity row) {
    return new DataRecord(
        new RecordId(row.id),
        new ContributionId(row.contributionId),
        row.ordinal,
        row.kind,
        row.text,
        Hash.of(row.contentHash),
        row.state,
        row.findings);
  }

  private List<Contribution> views(List<ContributionEntity> rows) {
    List<UUID> ids = rows.stream().map(row -> row.id).toList();
    if (ids.isEmpty()) {
      return List.of();
    }
    Map<UUID, TokenAmount> earned =
        related(
                "select contribution_id, sum(amount) from app.ledger_entry where contribution_id"
                    + " = any(?1) group by contribution_id",
                ids)
            .stream()
            .collect(
                Collectors.toMap(
                    r -> (UUID) r[0],
                    r -> new TokenAmount(((BigDecimal) r[1]).toBigIntegerExact())));
    Map<UUID, List<DatasetVersionId>> versions =
        related(
                "select distinct contribution_id, version_id from app.version_record where"
                    + " contribution_id = any(?1)",
                ids)
            .stream()
            .collect(
                Collectors.groupingBy(
                    r -> (UUID) r[0],
                    Collectors.mapping(
                        r -> new DatasetVersionId((UUID) r[1]), Collectors.toList())));
    Map<UUID, List<TrainingRunId>> trainings =
        related(
                "select distinct v.contribution_id, t.id from app.version_record v join"
                    + " app.training_run t on v.version_id ="
                    + " any(cast(string_to_array(t.dataset_versions, ',') as uuid[])) where v.contribution_id = any(?1)",
                ids)
            .stream()
            .collect(
                Collectors.groupingBy(
                    r -> (UUID) r[0],
                    Collectors.mapping(r -> new TrainingRunId((UUID) r[1]), Collectors.toList())));
    return rows.stream()
        .map(row ->
            view(
                row,
                earned.getOrDefault(row.id, TokenAmount.ZERO),
                versions.getOrDefault(row.id, List.of()),
                trainings.getOrDefault(row.id, List.of())))
        .toList();
  }

  private List<Object[]> related(String sql, List<UUID> ids) {
    return transactions.call(session ->
        session
            .createNativeQuery(sql, Object[].class)
            .setParameter(1, ids.toArray(UUID[]::new))
            .getResultList());
  }

  private static Contribution view(
      ContributionEntity row,
      TokenAmount earned,
      List<DatasetVersionId> versions,
      List<TrainingRunId> trainings) {
    return new Contribution(
        new ContributionId(row.id),
        new DatanetId(row.datanetId),
        new UserId(row.contributorId),
        row.fileName,
        row.sizeBytes,
        row.state,
        Hash.of(row.consentHash),
        Hash.of(row.licenceHash),
        row.contentHash == null ? null : Hash.of(row.contentHash),
        row.detectedType,
        row.language,
        row.verdict,
        row.privacyReport,
        row.reasons,
        row.reviewerId == null ? null : new UserId(row.reviewerId),
        row.recordCount,
        new Progress(row.progressDone, row.progressTotal, row.progressUnit, row.progressNote),
        earned,
        versions,
        trainings,
        row.createdAt,
        row.updatedAt);
  }
}
