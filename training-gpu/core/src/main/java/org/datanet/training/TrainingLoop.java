package org.datanet.training;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.datanet.inference.model.TrainableParameters;
import org.datanet.kernel.Hash;

/// Runs a plan's updates from the start or from its checkpoint. The loop itself knows neither
/// adapters nor whole models.
final class TrainingLoop {

  private final TrainableParameters parameters;
  private final TrainingPlan plan;
  private final Schedule schedule;
  private final Hash identity;
  private final Path checkpoints;
  private final Duration checkpointEvery;
  private final List<LossPoint> curve = new ArrayList<>();

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
      Hash identity,
      Path checkpoints,
      Duration checkpointEvery) {
    this.parameters = parameters;
    this.plan = plan;
    this.schedule = schedule;
    this.identity = identity;
    this.checkpoints = checkpoints;
    this.checkpointEvery = checkpointEvery;
  }

  End run(TrainingListener listener, BooleanSupplier cancelled) {
    int step = resume();
    long begin = System.nanoTime();
    long saved = begin;
    long learnt = 0;
    while (step < plan.steps()) {
      if (cancelled.getAsBoolean()) {
        save();
        return End.STOPPED;
      }
      var batch = plan.batch(++step);
      double loss = parameters.update(batch, schedule.update(step, plan.steps())).mean();
      if (!Double.isFinite(loss)) {
        return End.DIVERGED;
      }
      curve.add(new LossPoint(step, loss));
      learnt += batch.labelled();
      double seconds = (System.nanoTime() - begin) / 1e9;
      listener.onStep(new TrainingListener.Progress(step, plan.steps(), loss, learnt / seconds));
      if (System.nanoTime() - saved > checkpointEvery.toNanos()) {
        save();
        saved = System.nanoTime();
      }
    }
    save();
    return End.FINISHED;
  }

  private int resume() {
    return Checkpoint.read(checkpoints, identity)
        .map(checkpoint -> {
          parameters.restore(checkpoint.state());
          curve.addAll(checkpoint.curve());
          return (int) checkpoint.state().step();
        })
        .orElse(0);
  }

  private void save() {
    new Checkpoint(identity, List.copyOf(curve), parameters.state()).write(checkpoints);
  }

  List<LossPoint> curve() {
    return List.copyOf(curve);
  }
}
