package org.datanet.training;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.datanet.inference.model.LlamaEngine;
import org.datanet.inference.model.TrainableParameters;
import org.datanet.kernel.Hash;
import org.datanet.kernel.ProblemException;
import org.jspecify.annotations.Nullable;

/// One training of an adapter: plan, loop, gradients of the examples, files. On one thread.
final class LoraRun implements AutoCloseable {

  private final TrainingRequest request;
  private final TrainingSettings settings;
  private final LlamaEngine engine;
  private final HeldOut.Sides sides;
  private final TrainingPlan plan;
  private final Hash base;
  private final TrainableParameters parameters;

  LoraRun(LlamaEngine engine, TrainingRequest request) {
    this.request = request;
    this.engine = engine;
    settings = request.settings();
    Schedule schedule = settings.schedule();
    requireFits(engine, schedule);
    sides = settings.heldOut().split(request.texts(), schedule.seed());
    plan = TrainingPlan.of(sides.learnt(), engine.tokenizer(), schedule);
    if (plan.steps() == 0) {
      throw new ProblemException(
          TrainingProblem.NOTHING_TO_TRAIN_ON, "choose dataset versions that hold text records");
    }
    base = ModelFolder.fingerprint(request.baseModel());
    parameters = TrainableParameters.newAdapter(engine, settings.shape(), schedule.seed());
    parameters.computeInHalf(schedule.bf16());
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

  TrainingResult run(TrainingListener listener) {
    TrainingLoop loop =
        new TrainingLoop(
            parameters,
            plan,
            settings.schedule(),
            new CheckpointFolder(request.checkpoints(), identity(), request.checkpointEvery()),
            evaluator());
    TrainingLoop.End end =
        loop.run(new TrainingLoop.Watchers(listener, this::cancelled, this::gradientsAfter));
    List<LossPoint> curve = loop.curve();
    return switch (end) {
      case FINISHED -> finished(loop, listener);
      case STOPPED -> new TrainingResult.Stopped(curve.size(), plan.steps(), curve);
      case DIVERGED -> new TrainingResult.Diverged(curve.size() + 1, plan.steps(), curve);
    };
  }

  /// What another run must share to go on from this one's checkpoint; how an update is cut into
  /// passes does not count.
  private Hash identity() {
    return Hash.sha256(
        base
            + "|"
            + settings.with(settings.schedule().withPassTokens(0))
            + "|"
            + plan.orderHash()
            + "|"
            + plan.contentHash());
  }

  private boolean cancelled() {
    return request.cancelled().getAsBoolean() || Thread.currentThread().isInterrupted();
  }

  private TrainingLoop.Evaluator evaluator() {
    LossMeter meter = new LossMeter(sides.heldOut(), engine.tokenizer(), settings.schedule());
    return meter.tokens() == 0
        ? TrainingLoop.Evaluator.NONE
        : new TrainingLoop.Evaluator(settings.heldOut(), meter);
  }

  private TrainingResult finished(TrainingLoop loop, TrainingListener listener) {
    int bestStep = loop.keepBest();
    if (settings.gradients().checkpoints() > 0) {
      gradients(settings.gradients().checkpoints(), bestStep);
    }
    try {
      EvaluationReport evaluation = evaluation(listener);
      return new AdapterOutput(request, base, plan, evaluation).write(parameters, loop, bestStep);
    } catch (CancellationException e) {
      List<LossPoint> curve = loop.curve();
      return new TrainingResult.Stopped(curve.size(), plan.steps(), curve);
    }
  }

  /// @throws CancellationException when the run was cancelled meanwhile
  private @Nullable EvaluationReport evaluation(TrainingListener listener) {
    if (request.evaluation() == null) {
      return null;
    }
    AdapterEvaluation.Subject subject =
        new AdapterEvaluation.Subject(
            engine,
            parameters.adapter(request.provenance().base().name()),
            settings.schedule().pass());
    Consumer<String> part =
        name -> {
          listener.onEvaluation(name);
          if (cancelled()) {
            throw new CancellationException();
          }
        };
    try (AdapterEvaluation evaluation =
        new AdapterEvaluation(subject, request.evaluation(), part)) {
      return evaluation.report(sides);
    }
  }

  private void gradientsAfter(int step) {
    int number = settings.gradients().after(step, plan.steps());
    if (number > 0) {
      gradients(number, step);
    }
  }

  private void gradients(int number, int step) {
    GradientSink.Checkpoint checkpoint = checkpoint(number, step);
    if (request.gradients().holds(checkpoint)) {
      return;
    }
    try (GradientSink.Session session = request.gradients().begin(checkpoint)) {
      new RecordGradients(parameters, session).run(plan.pieces(), settings.schedule().pass());
      session.publish();
    }
  }

  private GradientSink.Checkpoint checkpoint(int number, int step) {
    Schedule schedule = settings.schedule();
    return new GradientSink.Checkpoint(
        number,
        settings.gradients().checkpoints(),
        step,
        schedule.rate(Math.max(1, step), plan.steps()),
        AnswerGradients.fingerprint(base, parameters.values()),
        parameters.layers().entrySet().stream()
            .map(layer -> new GradientSink.Layer(layer.getKey(), layer.getValue()))
            .toList(),
        schedule.seed(),
        settings.gradients().dimension());
  }

  @Override
  public void close() {
    parameters.close();
  }
}
