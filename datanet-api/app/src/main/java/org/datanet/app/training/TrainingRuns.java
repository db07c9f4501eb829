package org.datanet.app.training;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.datanet.access.decision.AccessDecisions;
import org.datanet.access.decision.AccessRequest;
import org.datanet.access.decision.Action;
import org.datanet.access.terms.Purpose;
import org.datanet.app.jobs.Jobs;
import org.datanet.app.problem.AppProblem;
import org.datanet.app.users.Users.User;
import org.datanet.app.version.DatasetVersion;
import org.datanet.app.version.Versions;
import org.datanet.kernel.DatasetVersionId;
import org.datanet.kernel.ProblemException;
import org.datanet.kernel.TrainingRunId;
import org.datanet.kernel.UserId;
import org.datanet.kernel.UuidV7;
import org.datanet.training.TrainingConfig;

/// Starts and finds training runs.
@ApplicationScoped
public class TrainingRuns {

  private final RunStore store;
  private final Versions versions;
  private final AccessDecisions access;
  private final TrainingConfig config;
  private final Jobs jobs;
  private final Clock clock;
  private final UuidV7 ids;

  TrainingRuns(
      RunStore store,
      Versions versions,
      AccessDecisions access,
      TrainingConfig config,
      Jobs jobs,
      Clock clock,
      UuidV7 ids) {
    this.store = store;
    this.versions = versions;
    this.access = access;
    this.config = config;
    this.jobs = jobs;
    this.clock = clock;
    this.ids = ids;
  }

  /// Queues a run; every dataset version needs an active licence for training.
  TrainingRun start(User builder, NewRun request) {
    List<DatasetVersionId> versionIds = request.datasetVersionIds().stream().distinct().toList();
    versionIds.forEach(versions::getRegistered);
    requireLicences(builder.id(), builder.roles(), versionIds);
    int records = versionIds.stream().mapToInt(v -> versions.get(v).recordCount()).sum();
    TrainingRunId id = new TrainingRunId(ids.next());
    store.insert(
        new TrainingRun(
            id,
            builder.id(),
            request.name(),
            versionIds,
            request.over(config.settings(), records),
            TrainingRun.State.QUEUED,
            0,
            0,
            null,
            "[]",
            null,
            null,
            null,
            null,
            "",
            Instant.now(clock),
            null,
            null));
    jobs.wake(TrainingJob.KIND, id.value());
    return get(id);
  }

  /// Asks for each version whether this builder may train on it now, and logs each decision.
  void requireLicences(UserId builder, Set<String> roles, List<DatasetVersionId> versionIds) {
    for (DatasetVersionId id : versionIds) {
      DatasetVersion version = versions.get(id);
      access.require(
          AccessRequest.of(builder, roles, Action.TRAIN, version.datanetId())
              .forPurpose(Purpose.TRAIN)
              .touching(versions.contributionsOf(id))
              .on("dataset-version/" + id));
    }
  }

  TrainingRun get(TrainingRunId id) {
    return store
        .find(id)
        .orElseThrow(() ->
            new ProblemException(AppProblem.NOT_FOUND, "There is no training run " + id + "."));
  }

  /// A run only its owner may see; for others it does not exist.
  TrainingRun getOwn(User owner, TrainingRunId id) {
    return store
        .find(id)
        .filter(run -> run.ownerId().equals(owner.id()))
        .orElseThrow(() ->
            new ProblemException(AppProblem.NOT_FOUND, "You have no training run " + id + "."));
  }

  List<TrainingRun> mine(UserId owner) {
    return store.ofOwner(owner);
  }
}
