package org.datanet.training;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.ReentrantLock;
import org.datanet.inference.model.LlamaEngine;
import org.datanet.kernel.ProblemException;

/// Trains low-rank adapters over a frozen base model. Any thread may call it; trainings of one
/// process run one after the other, each on a thread of its own.
public final class LoraTrainer {

  /// Name of the run's manifest beside the weights.
  public static final String REPORT = "training.json";

  /// Name of the CycloneDX bill of materials beside the weights.
  public static final String BILL = BillOfMaterials.FILE;

  private static final ReentrantLock ONE_AT_A_TIME = new ReentrantLock();

  /// Runs a training to its end, or until it is cancelled. When the checkpoint folder holds this
  /// very training (same base, texts and settings), it goes on from there and ends with the same
  /// numbers.
  ///
  /// @throws ProblemException of [TrainingProblem]: there is no text, the sequence is longer than
  ///   the model's, the checkpoint is another run's, disk or memory do not suffice
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
      throw MemoryShortage.problemOr(e.getCause());
    }
  }

  private static TrainingResult locked(TrainingRequest request, TrainingListener listener)
      throws InterruptedException {
    ONE_AT_A_TIME.lockInterruptibly();
    try (LlamaEngine engine = LlamaEngine.load(request.baseModel(), request.threads());
        LoraRun run = new LoraRun(engine, request)) {
      return run.run(listener);
    } finally {
      ONE_AT_A_TIME.unlock();
    }
  }
}
