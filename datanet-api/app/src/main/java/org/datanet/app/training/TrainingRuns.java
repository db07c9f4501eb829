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
import org.datanet.app.wiring.BaseModel;
import org.datanet.kernel.DatasetVersionId;
import org.datanet.kernel.Hash;
import org.datanet.kernel.ProblemException;
import org.datanet.kernel.TrainingRunId;
import org.datanet.kernel.UserId;
import org.datanet.kernel.UuidV7;
import org.datanet.training.TrainingConfig;
import org.datanet.training.TrainingSettings;

/// Starts and finds training runs.
@ApplicationScoped
public class TrainingRuns {

  private final RunStore store;
  private final Versions versions;
  private final Estimates estimates;
  private final BaseModel baseModel;
  private final AccessDecisions access;
  private final TrainingConfig config;
  private final Jobs jobs;
  private final Clock clock;
  private final UuidV7 ids;

  TrainingRuns(
      RunStore store,
      Versions versions,
      Estimates estimates,
      BaseModel baseModel,
      AccessDecisions access,
      TrainingConfig config,
      Jobs jobs,
      Clock clock,
      UuidV7 ids) {
    this.store = store;
    this.versions = versions;
    this.estimates = estimates;
    this.baseModel = baseModel;
    this.access = access;
    this.config = config;
    this.jobs = jobs;
    this.clock = clock;
    this.ids = ids;
  }

  /// Queues a run; every dataset version needs an active licence for training.
  TrainingRun start(User builder, NewRun request) {
    List<DatasetVersionId> versionIds = licensed(builder, request);
    TrainingSettings settings = settings(request, versionIds);
    TrainingRunId id = new TrainingRunId(ids.next());
    store.insert(
        new TrainingRun(
            id,
            builder.id(),
            request.name(),
            versionIds,
            settings,
            TrainingRun.State.QUEUED,
            0,
            0,
            null,
            "[]",
            "[]",
            TrainingRun.Work.NONE,
            null,
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

  private List<DatasetVersionId> licensed(User builder, NewRun request) {
    List<DatasetVersionId> versionIds = request.datasetVersionIds().stream().distinct().toList();
    versionIds.forEach(versions::getRegistered);
    requireLicences(builder.id(), builder.roles(), versionIds);
    return versionIds;
  }

  private TrainingSettings settings(NewRun request, List<DatasetVersionId> versionIds) {
    int records = versionIds.stream().mapToInt(v -> versions.get(v).recordCount()).sum();
    return request.over(config.settings(), records, baseModel.contextTokens());
  }

  /// What a run would take; refused for the same reasons as the run.
  Estimate estimate(User builder, NewRun request) {
    List<DatasetVersionId> versionIds = licensed(builder, request);
    return estimates.of(versionIds, settings(request, versionIds));
  }

  /// What was measured of a run's adapter, as JSON of an `EvaluationReport`.
  String evaluation(User owner, TrainingRunId id) {
    TrainingRun run = getOwn(owner, id);
    return store
        .evaluation(id)
        .orElseThrow(() ->
            new ProblemException(
                AppProblem.NOT_FOUND,
                run.state() == TrainingRun.State.DONE
                    ? "Run " + id + " was finished before adapters were measured."
                    : "Run " + id + " is " + run.state() + "; a DONE run has been measured."));
  }

  /// The content hash of a finished run's adapter.
  Hash content(User owner, TrainingRunId id) {
    TrainingRun run = getOwn(owner, id);
    if (run.contentHash() == null) {
      throw wrongState(run, "only a DONE run has an adapter");
    }
    return run.contentHash();
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

  /// Asks a run to stop; it writes a checkpoint first. One that waits stops at once.
  TrainingRun stop(User owner, TrainingRunId id) {
    TrainingRun run = getOwn(owner, id);
    if (run.state().isFinal()) {
      throw wrongState(run, "only a QUEUED or RUNNING run can be stopped");
    }
    store.change(
        id,
        row -> {
          row.stopRequested = true;
          row.progressNote = "stopping";
          if (row.state == TrainingRun.State.QUEUED) {
            row.state = TrainingRun.State.STOPPED;
          }
        });
    return get(id);
  }

  /// Lets a stopped or failed run go on from its checkpoint; the licences are asked again.
  TrainingRun resume(User owner, TrainingRunId id) {
    TrainingRun run = getOwn(owner, id);
    if (run.state() != TrainingRun.State.STOPPED && run.state() != TrainingRun.State.FAILED) {
      throw wrongState(run, "only a STOPPED or FAILED run can be resumed");
    }
    requireLicences(owner.id(), owner.roles(), run.datasetVersionIds());
    store.change(
        id,
        row -> {
          row.state = TrainingRun.State.QUEUED;
          row.stopRequested = false;
          row.error = null;
          row.finishedAt = null;
          row.progressNote = "";
        });
    jobs.wake(TrainingJob.KIND, id.value());
    return get(id);
  }

  private static ProblemException wrongState(TrainingRun run, String rule) {
    return new ProblemException(
        AppProblem.WRONG_STATE, "Run " + run.id() + " is " + run.state() + "; " + rule + ".");
  }

  List<TrainingRun> mine(UserId owner) {
    return store.ofOwner(owner);
  }
}
