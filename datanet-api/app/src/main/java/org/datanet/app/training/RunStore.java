package org.datanet.app.training;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.datanet.kernel.DatasetVersionId;
import org.datanet.kernel.Hash;
import org.datanet.kernel.TrainingRunId;
import org.datanet.kernel.UserId;
import org.datanet.persistence.Transactions;
import org.datanet.training.TrainingSettings;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class RunStore {

  private final Transactions transactions;
  private final ObjectMapper json;

  RunStore(Transactions transactions, ObjectMapper json) {
    this.transactions = transactions;
    this.json = json;
  }

  void insert(TrainingRun run) {
    RunEntity row = new RunEntity();
    row.id = run.id().value();
    row.ownerId = run.ownerId().value();
    row.name = run.name();
    row.datasetVersions = joined(run.datasetVersionIds());
    row.settings = write(run.settings());
    row.state = run.state();
    row.createdAt = run.createdAt();
    transactions.call(session -> session.persist(row));
  }

  Optional<TrainingRun> find(TrainingRunId id) {
    return Optional.ofNullable(
            transactions.call(session -> session.find(RunEntity.class, id.value())))
        .map(this::view);
  }

  /// Newest first.
  List<TrainingRun> ofOwner(UserId owner) {
    return transactions
        .call(session ->
            session
                .createQuery(
                    "from TrainingRun t where t.ownerId = ?1 order by t.createdAt desc",
                    RunEntity.class)
                .setParameter(1, owner.value())
                .getResultList())
        .stream()
        .map(this::view)
        .toList();
  }

  /// JSON of what was measured of a run's adapter.
  Optional<String> evaluation(TrainingRunId id) {
    return Optional.ofNullable(
            transactions.call(session -> session.find(RunEntity.class, id.value())))
        .map(row -> row.evaluation);
  }

  /// Tokens a second of the last finished run on a base model; null where there is none.
  @Nullable Double lastRate(Hash base, boolean bf16) {
    return transactions
        .call(session ->
            session
                .createNativeQuery(
                    "select tokens_per_second from app.training_run where state = 'DONE' and"
                        + " base_hash = ?1 and tokens_per_second > 0 and"
                        + " cast(settings as jsonb) -> 'schedule' ->> 'bf16' = ?2"
                        + " order by finished_at desc limit 1",
                    Double.class)
                .setParameter(1, base.hex())
                .setParameter(2, Boolean.toString(bf16))
                .getResultList())
        .stream()
        .findFirst()
        .orElse(null);
  }

  List<UUID> unfinished() {
    return transactions.call(session ->
        session
            .createQuery(
                "select t.id from TrainingRun t where t.state in (QUEUED, RUNNING)", UUID.class)
            .getResultList());
  }

  void change(TrainingRunId id, Consumer<RunEntity> change) {
    transactions.call(session -> session.find(RunEntity.class, id.value()).invoke(change));
  }

  static String joined(List<DatasetVersionId> ids) {
    return ids.stream().map(DatasetVersionId::toString).collect(Collectors.joining(","));
  }

  static List<DatasetVersionId> split(String ids) {
    return Stream.of(ids.split(",")).map(DatasetVersionId::of).toList();
  }

  private String write(Object value) {
    try {
      return json.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private TrainingRun view(RunEntity row) {
    try {
      return new TrainingRun(
          new TrainingRunId(row.id),
          new UserId(row.ownerId),
          row.name,
          split(row.datasetVersions),
          json.readValue(row.settings, TrainingSettings.class),
          row.state,
          row.step,
          row.steps,
          lastLoss(row.lossCurve),
          row.lossCurve,
          row.heldOutCurve,
          new TrainingRun.Work(row.tokens, row.totalTokens, row.tokensPerSecond, row.workMillis),
          row.secondsLeft,
          row.contentHash == null ? null : Hash.of(row.contentHash),
          row.featuresDigest == null ? null : Hash.of(row.featuresDigest),
          row.baseHash == null ? null : Hash.of(row.baseHash),
          row.error,
          row.progressNote,
          row.createdAt,
          row.startedAt,
          row.finishedAt);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("stored rows are always JSON", e);
    }
  }

  private @Nullable Double lastLoss(String curve) throws JsonProcessingException {
    JsonNode points = json.readTree(curve);
    return points.isEmpty() ? null : points.get(points.size() - 1).get("loss").asDouble();
  }
}
