package org.datanet.training;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.datanet.inference.model.LlamaEngine;
import org.datanet.inference.model.PeftFiles;
import org.datanet.inference.model.TrainableParameters;
import org.datanet.kernel.DatasetVersionId;
import org.datanet.kernel.Hash;
import org.datanet.kernel.ProblemException;

/// Trains low-rank adapters over all seven matrices of a frozen base model. Any thread may call it;
/// trainings of one process run one after the other, each on a thread of its own.
public final class LoraTrainer {

  /// Name of the report beside the weights.
  public static final String REPORT = "training.json";

  private static final ReentrantLock ONE_AT_A_TIME = new ReentrantLock();
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /// Runs a training to its end, or until it is cancelled. When the checkpoint folder holds this
  /// very training (same base, texts and settings), it goes on from there and ends with the same
  /// numbers.
  ///
  /// @throws ProblemException when there is no text, or the sequence is longer than the model's
  public TrainingResult train(TrainingRequest request, TrainingListener listener) {
    FutureTask<TrainingResult> task = new FutureTask<>(() -> locked(request, listener));
    Thread thread = Thread.ofPlatform().name("training").start(task);
    try {
      return task.get();
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while training", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException("training failed", e.getCause());
    }
  }

  private static TrainingResult locked(TrainingRequest request, TrainingListener listener)
      throws InterruptedException {
    ONE_AT_A_TIME.lockInterruptibly();
    try (LlamaEngine engine = LlamaEngine.load(request.baseModel(), request.threads())) {
      return train(engine, request, listener);
    } finally {
      ONE_AT_A_TIME.unlock();
    }
  }

  private static TrainingResult train(
      LlamaEngine engine, TrainingRequest request, TrainingListener listener) {
    TrainingSettings settings = request.settings();
    Schedule schedule = settings.schedule();
    requireFits(engine, schedule);
    TrainingPlan plan = TrainingPlan.of(request.texts(), engine.tokenizer(), schedule);
    if (plan.steps() == 0) {
      throw new ProblemException(
          TrainingProblem.NOTHING_TO_TRAIN_ON, "choose dataset versions that hold text records");
    }
    Hash base = ModelFolder.fingerprint(request.baseModel());
    Hash identity =
        Hash.sha256(base + "|" + settings + "|" + plan.orderHash() + "|" + plan.tokens());
    double scaling = settings.alpha() / settings.rank();
    try (TrainableParameters parameters =
        TrainableParameters.newAdapter(engine, settings.rank(), scaling, schedule.seed())) {
      TrainingLoop loop =
          new TrainingLoop(
              parameters,
              plan,
              schedule,
              identity,
              request.checkpoints(),
              request.checkpointEvery());
      TrainingLoop.End end =
          loop.run(
              listener,
              () -> request.cancelled().getAsBoolean() || Thread.currentThread().isInterrupted());
      List<LossPoint> curve = loop.curve();
      return switch (end) {
        case FINISHED -> finish(request, parameters, plan, base, curve);
        case STOPPED -> new TrainingResult.Stopped(curve.size(), plan.steps(), curve);
        case DIVERGED -> new TrainingResult.Diverged(curve.size() + 1, plan.steps(), curve);
      };
    }
  }

  private static void requireFits(LlamaEngine engine, Schedule schedule) {
    if (schedule.sequenceLength() > engine.config().maxPositions()) {
      throw new ProblemException(
          TrainingProblem.SETTINGS_OUT_OF_RANGE,
          "sequenceLength must be at most "
              + engine.config().maxPositions()
              + ", the base model's");
    }
  }

  private static TrainingResult finish(
      TrainingRequest request,
      TrainableParameters parameters,
      TrainingPlan plan,
      Hash base,
      List<LossPoint> curve) {
    TrainingSettings s = request.settings();
    Path part = request.output().resolveSibling(request.output().getFileName() + ".part");
    PeftFiles.write(parameters.adapter(s.rank(), s.alpha(), false, request.baseModelName()), part);
    Hash adapter = ModelFolder.sha256(part.resolve(PeftFiles.WEIGHTS));
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("baseModel", request.baseModelName());
    report.put("baseHash", base.toString());
    report.put("adapterSha256", adapter.toString());
    report.put(
        "datasetVersions",
        request.datasetVersions().stream().map(DatasetVersionId::toString).toList());
    report.put("records", request.texts().size());
    report.put("tokens", plan.tokens());
    report.put("dataOrderHash", plan.orderHash().toString());
    report.put("settings", s);
    report.put("steps", plan.steps());
    report.put("lossCurve", curve);
    try {
      JSON.writeValue(part.resolve(REPORT).toFile(), report);
      if (Files.exists(request.output())) {
        delete(request.output());
      }
      Files.move(part, request.output(), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the adapter: " + e.getMessage(), e);
    }
    return new TrainingResult.Finished(
        request.output(), adapter, base, plan.orderHash(), plan.steps(), plan.tokens(), curve);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
