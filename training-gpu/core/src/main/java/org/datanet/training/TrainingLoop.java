package org.datanet.training;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import org.datanet.inference.model.TrainableParameters;
import org.datanet.kernel.ProblemException;
import org.jspecify.annotations.Nullable;

/// Runs a plan's updates from the start or from its checkpoint. The loop itself knows neither
/// adapters nor whole models.
final class TrainingLoop {

  private final TrainableParameters parameters;
  private final TrainingPlan plan;
  private final Schedule schedule;
  private final CheckpointFolder checkpoints;
  private final Evaluator evaluator;
  private final List<LossPoint> curve = new ArrayList<>();
  private final List<LossPoint> heldOut = new ArrayList<>();
  private float[] best = {};
  private long begin;
  private long learntBefore;
  private long learnt;
  private long saved;

  /// How far the loop came.
  enum End {
    FINISHED,
    STOPPED,
    DIVERGED
  }

  /// What is held out; `meter` is null where nothing is.
  record Evaluator(HeldOut settings, @Nullable LossMeter meter) {

    static final Evaluator NONE = new Evaluator(HeldOut.NONE, null);
  }

  /// Who hears about the run.
  ///
  /// @param cancelled asked before every step
  /// @param afterStep called with every step made
  record Watchers(TrainingListener listener, BooleanSupplier cancelled, IntConsumer afterStep) {}

  TrainingLoop(
      TrainableParameters parameters,
      TrainingPlan plan,
      Schedule schedule,
      CheckpointFolder checkpoints,
      Evaluator evaluator) {
    this.parameters = parameters;
    this.plan = plan;
    this.schedule = schedule;
    this.checkpoints = checkpoints;
    this.evaluator = evaluator;
  }

  /// @throws ProblemException when the checkpoint is another run's, or a last one cannot be written
  End run(Watchers watchers) {
    checkpoints.read().ifPresent(this::resume);
    begin = System.nanoTime();
    saved = begin;
    if (heldOut.isEmpty()) {
      evaluate(0);
    }
    for (int step = curve.size() + 1; step <= plan.steps() && !outOfPatience(); step++) {
      if (watchers.cancelled().getAsBoolean()) {
        saveBeforeStopping();
        return End.STOPPED;
      }
      double loss =
          parameters.update(plan.passes(step), schedule.update(step, plan.steps())).mean();
      if (!Double.isFinite(loss)) {
        return End.DIVERGED;
      }
      curve.add(new LossPoint(step, loss));
      learnt += plan.tokens(step);
      boolean due = step % evaluator.settings().everySteps() == 0 || step == plan.steps();
      watchers.listener().onStep(progress(loss, due ? evaluate(step) : null));
      watchers.afterStep().accept(step);
      saveIfDue(watchers.listener());
    }
    save().ifPresent(watchers.listener()::onCheckpointFailed);
    return End.FINISHED;
  }

  private void resume(Checkpoint checkpoint) {
    parameters.restore(checkpoint.state());
    curve.addAll(checkpoint.curve());
    heldOut.addAll(checkpoint.heldOut());
    best = checkpoint.best();
    for (int step = 1; step <= curve.size(); step++) {
      learntBefore += plan.tokens(step);
    }
    learnt = learntBefore;
  }

  private @Nullable Double evaluate(int step) {
    LossMeter meter = evaluator.meter();
    if (meter == null) {
      return null;
    }
    double loss = meter.mean(parameters);
    if (heldOut.isEmpty() || loss < bestPoint().loss()) {
      best = parameters.values();
    }
    heldOut.add(new LossPoint(step, loss));
    return loss;
  }

  private LossPoint bestPoint() {
    return heldOut.stream().min(Comparator.comparingDouble(LossPoint::loss)).orElseThrow();
  }

  private boolean outOfPatience() {
    int patience = evaluator.settings().patience();
    return patience > 0
        && !heldOut.isEmpty()
        && heldOut.size() - 1 - heldOut.indexOf(bestPoint()) >= patience;
  }

  private TrainingListener.Progress progress(double loss, @Nullable Double heldOutLoss) {
    double rate = (learnt - learntBefore) / ((System.nanoTime() - begin) / 1e9);
    Duration left = Duration.ofMillis(Math.round(1000 * (plan.tokens() - learnt) / rate));
    return new TrainingListener.Progress(
        curve.size(), plan.steps(), loss, learnt, plan.tokens(), rate, left, heldOutLoss);
  }

  private void saveIfDue(TrainingListener listener) {
    if (System.nanoTime() - saved > checkpoints.every().toNanos()) {
      save().ifPresent(listener::onCheckpointFailed);
      saved = System.nanoTime();
    }
  }

  private void saveBeforeStopping() {
    save()
        .ifPresent(warning -> {
          throw new ProblemException(TrainingProblem.NOT_WRITTEN, warning);
        });
  }

  /// Says what went wrong, if anything did.
  private Optional<String> save() {
    try {
      new Checkpoint(checkpoints.identity(), curve(), heldOutCurve(), parameters.state(), best)
          .write(checkpoints.path());
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(
          "The checkpoint of step "
              + curve.size()
              + " could not be written ("
              + e.getMessage()
              + "). The one before it is untouched; free disk space, else what was learnt since is"
              + " lost when the process ends.");
    }
  }

  /// Goes back to the values of the lowest held-out loss, where there is one.
  ///
  /// @return the step they are from
  int keepBest() {
    if (heldOut.isEmpty()) {
      return curve.size();
    }
    parameters.set(best);
    return bestPoint().step();
  }

  /// Labelled tokens learnt so far.
  long learnt() {
    return learnt;
  }

  List<LossPoint> curve() {
    return List.copyOf(curve);
  }

  List<LossPoint> heldOutCurve() {
    return List.copyOf(heldOut);
  }
}
