package org.datanet.training;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.datanet.inference.model.TokenBatch;
import org.datanet.inference.model.TrainableParameters;

/// Runs a plan's updates from the start or from its checkpoint. The loop itself knows neither
/// adapters nor whole models.
final class TrainingLoop {

  private final TrainableParameters parameters;
  private final TrainingPlan plan;
  private final Schedule schedule;
  private final CheckpointFolder checkpoints;
  private final List<LossPoint> curve = new ArrayList<>();
  private long saved;

  /// How far the loop came.
  enum End {
    FINISHED,
    STOPPED,
    DIVERGED
  }

  TrainingLoop(
      TrainableParameters parameters,
      TrainingPlan plan,
      Schedule schedule,
      CheckpointFolder checkpoints) {
    this.parameters = parameters;
    this.plan = plan;
    this.schedule = schedule;
    this.checkpoints = checkpoints;
  }

  End run(TrainingListener listener, BooleanSupplier cancelled) {
    checkpoints.read().ifPresent(this::resume);
    long begin = System.nanoTime();
    long learnt = 0;
    saved = begin;
    for (int step = curve.size() + 1; step <= plan.steps(); step++) {
      if (cancelled.getAsBoolean()) {
        save();
        return End.STOPPED;
      }
      TokenBatch batch = plan.batch(step);
      double loss = parameters.update(batch, schedule.update(step, plan.steps())).mean();
      if (!Double.isFinite(loss)) {
        return End.DIVERGED;
      }
      curve.add(new LossPoint(step, loss));
      learnt += batch.labelled();
      double rate = learnt / ((System.nanoTime() - begin) / 1e9);
      listener.onStep(new TrainingListener.Progress(step, plan.steps(), loss, rate));
      saveIfDue();
    }
    save();
    return End.FINISHED;
  }

  private void resume(Checkpoint checkpoint) {
    parameters.restore(checkpoint.state());
    curve.addAll(checkpoint.curve());
  }

  private void saveIfDue() {
    if (System.nanoTime() - saved > checkpoints.every().toNanos()) {
      save();
      saved = System.nanoTime();
    }
  }

  private void save() {
    new Checkpoint(checkpoints.identity(), curve(), parameters.state()).write(checkpoints.path());
  }

  List<LossPoint> curve() {
    return List.copyOf(curve);
  }
}
