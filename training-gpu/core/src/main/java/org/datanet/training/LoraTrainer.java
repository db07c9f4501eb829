package org.datanet.training;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.ReentrantLock;
import org.datanet.inference.model.LlamaEngine;
import org.datanet.inference.model.TrainableParameters;
import org.datanet.kernel.Hash;
import org.datanet.kernel.ProblemException;

/// Trains low-rank adapters over all seven matrices of a frozen base model. Any thread may call it;
/// trainings of one process run one after the other, each on a thread of its own.
public final class LoraTrainer {

  /// Name of the report beside the weights.
  public static final String REPORT = "training.json";

  private static final ReentrantLock ONE_AT_A_TIME = new ReentrantLock();

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
    TrainingPlan plan = plan(engine, request);
    Hash base = ModelFolder.fingerprint(request.baseModel());
    Hash identity =
        Hash.sha256(base + "|" + settings + "|" + plan.orderHash() + "|" + plan.tokens());
    double scaling = settings.alpha() / settings.rank();
    long seed = settings.schedule().seed();
    try (TrainableParameters parameters =
        TrainableParameters.newAdapter(engine, settings.rank(), scaling, seed)) {
      CheckpointFolder checkpoints =
          new CheckpointFolder(request.checkpoints(), identity, request.checkpointEvery());
      TrainingLoop loop = new TrainingLoop(parameters, plan, settings.schedule(), checkpoints);
      TrainingLoop.End end =
          loop.run(
              listener,
              () -> request.cancelled().getAsBoolean() || Thread.currentThread().isInterrupted());
      List<LossPoint> curve = loop.curve();
      return switch (end) {
        case FINISHED -> AdapterOutput.write(request, parameters, plan, base, curve);
        case STOPPED -> new TrainingResult.Stopped(curve.size(), plan.steps(), curve);
        case DIVERGED -> new TrainingResult.Diverged(curve.size() + 1, plan.steps(), curve);
      };
    }
  }

  private static TrainingPlan plan(LlamaEngine engine, TrainingRequest request) {
    Schedule schedule = request.settings().schedule();
    requireFits(engine, schedule);
    TrainingPlan plan = TrainingPlan.of(request.texts(), engine.tokenizer(), schedule);
    if (plan.steps() == 0) {
      throw new ProblemException(
          TrainingProblem.NOTHING_TO_TRAIN_ON, "choose dataset versions that hold text records");
    }
    return plan;
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
}
