package org.datanet.app.training;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import org.datanet.app.catalog.Datanets;
import org.datanet.app.gradient.GradientFeatures;
import org.datanet.app.jobs.Job;
import org.datanet.app.version.VersionFiles;
import org.datanet.app.version.Versions;
import org.datanet.app.wiring.AppConfig;
import org.datanet.app.wiring.BaseModel;
import org.datanet.inference.engine.AdapterContent;
import org.datanet.kernel.Hash;
import org.datanet.kernel.ProblemException;
import org.datanet.kernel.TrainingRunId;
import org.datanet.training.EvaluationSuite;
import org.datanet.training.LoraTrainer;
import org.datanet.training.TrainingConfig;
import org.datanet.training.TrainingProblem;
import org.datanet.training.TrainingRequest;
import org.datanet.training.TrainingResult;
import org.datanet.training.TrainingText;

/// Trains an adapter. The licences are asked again right before the data are read; after a crash
/// the trainer goes on from its checkpoint.
@ApplicationScoped
class TrainingJob implements Job {

  static final String KIND = "training-run";
  private static final Set<String> BUILDER = Set.of("model-builder");
  private static final Duration WAIT = Duration.ofSeconds(2);

  private final RunStore store;
  private final TrainingRuns runs;
  private final Origins origins;
  private final Versions versions;
  private final Datanets datanets;
  private final VersionFiles files;
  private final AdapterObjects adapters;
  private final GradientFeatures features;
  private final BaseModel baseModel;
  private final RunJson json;
  private final Clock clock;
  private final TrainingConfig training;
  private final Path folder;
  private final LoraTrainer trainer = new LoraTrainer();

  /// One run at a time in a process: a run takes all cores, and must not take all job threads.
  private final Semaphore turn = new Semaphore(1);

  TrainingJob(
      RunStore store,
      TrainingRuns runs,
      Origins origins,
      Versions versions,
      Datanets datanets,
      VersionFiles files,
      AdapterObjects adapters,
      GradientFeatures features,
      BaseModel baseModel,
      ObjectMapper json,
      Clock clock,
      TrainingConfig training,
      AppConfig config) {
    this.store = store;
    this.runs = runs;
    this.origins = origins;
    this.versions = versions;
    this.datanets = datanets;
    this.files = files;
    this.adapters = adapters;
    this.features = features;
    this.baseModel = baseModel;
    this.json = new RunJson(json);
    this.clock = clock;
    this.training = training;
    this.folder = config.dataDir().resolve("training");
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Next run(UUID uuid) {
    TrainingRunId id = new TrainingRunId(uuid);
    TrainingRun run = store.find(id).orElseThrow();
    if (run.state().isFinal()) {
      return Next.DONE;
    }
    if (!turn.tryAcquire()) {
      return new Next.Again(WAIT);
    }
    try {
      return train(run);
    } finally {
      turn.release();
    }
  }

  private Next train(TrainingRun run) {
    TrainingRunId id = run.id();
    try {
      runs.requireLicences(run.ownerId(), BUILDER, run.datasetVersionIds());
    } catch (ProblemException e) {
      gaveUp(id.value(), e.detail());
      return Next.DONE;
    }
    store.change(
        id,
        row -> {
          row.state = TrainingRun.State.RUNNING;
          row.startedAt = row.startedAt == null ? Instant.now(clock) : row.startedAt;
          row.progressNote = "reading the records";
        });
    try {
      RunProgress listener = new RunProgress(store, json, run);
      finish(id, trainer.train(request(run, listener), listener), listener.millis());
    } catch (ProblemException e) {
      if (!(e.problem() instanceof TrainingProblem)) {
        throw e;
      }
      gaveUp(id.value(), e.detail());
    }
    return Next.DONE;
  }

  private TrainingRequest request(TrainingRun run, RunProgress listener) {
    List<TrainingText> texts =
        run.datasetVersionIds().stream()
            .flatMap(version -> files.records(version).stream())
            .map(record -> new TrainingText(record.recordId().toString(), record.text()))
            .toList();
    Path own = folder(run.id());
    return new TrainingRequest(
        baseModel.folder(),
        origins.of(run),
        texts,
        run.settings(),
        own.resolve("checkpoints"),
        own.resolve("adapter"),
        training.checkpointEvery(),
        training.threads(),
        features.sink(own),
        EvaluationSuite.of(new PersonalDataDetectors(privacyPresets(run))),
        listener::stopRequested);
  }

  private Stream<String> privacyPresets(TrainingRun run) {
    return run.datasetVersionIds().stream()
        .map(id -> datanets.get(versions.get(id).datanetId()).rules().privacyPreset());
  }

  private Path folder(TrainingRunId id) {
    return folder.resolve(id.toString());
  }

  private void finish(TrainingRunId id, TrainingResult result, long millis) {
    switch (result) {
      case TrainingResult.Finished finished -> done(id, finished, millis);
      case TrainingResult.Diverged diverged ->
          gaveUp(
              id.value(),
              "The loss became infinite at step "
                  + diverged.step()
                  + ". Start a run with a lower learning rate.");
      case TrainingResult.Stopped stopped -> stopped(id, stopped, millis);
    }
  }

  private void done(TrainingRunId id, TrainingResult.Finished finished, long millis) {
    if (!finished.baseHash().equals(baseModel.fingerprint())) {
      gaveUp(
          id.value(),
          "The base model's files changed while the platform was running. Restart the platform, then"
              + " start the run again.");
      return;
    }
    try {
      Hash content = AdapterContent.hash(finished.folder());
      adapters.store(content, finished.folder());
      String digest = features.store(content, folder(id)).map(Hash::hex).orElse(null);
      store.change(
          id,
          row -> {
            row.state = TrainingRun.State.DONE;
            row.step = finished.steps();
            row.steps = finished.steps();
            row.lossCurve = json.text(finished.lossCurve());
            row.heldOutCurve = json.text(finished.heldOutCurve());
            row.secondsLeft = null;
            row.tokens = finished.tokens();
            row.workMillis = millis;
            row.contentHash = content.hex();
            row.featuresDigest = digest;
            row.evaluation = json.text(finished.evaluation());
            row.baseHash = finished.baseHash().hex();
            row.finishedAt = Instant.now(clock);
            row.progressNote = "done";
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void stopped(TrainingRunId id, TrainingResult.Stopped stopped, long millis) {
    store.change(
        id,
        row -> {
          row.state = TrainingRun.State.STOPPED;
          row.step = stopped.step();
          row.lossCurve = json.text(stopped.lossCurve());
          row.secondsLeft = null;
          row.workMillis = millis;
          row.progressNote = "stopped";
        });
  }

  @Override
  public void gaveUp(UUID id, String reason) {
    store.change(
        new TrainingRunId(id),
        row -> {
          row.state = TrainingRun.State.FAILED;
          row.error = reason;
          row.secondsLeft = null;
          row.finishedAt = Instant.now(clock);
        });
  }

  @Override
  public List<UUID> unfinished() {
    return store.unfinished();
  }
}
