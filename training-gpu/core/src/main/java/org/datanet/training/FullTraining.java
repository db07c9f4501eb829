package org.datanet.training;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.datanet.inference.model.LlamaConfig;
import org.datanet.inference.model.Tokenizer;
import org.datanet.inference.model.TrainableParameters;
import org.datanet.kernel.Hash;

/// Trains all weights of a model whose tokenizer and `config.json` already lie in `folder`. Runs on
/// the calling thread, which must be a platform thread.
public final class FullTraining {

  private static final Duration CHECKPOINT_EVERY = Duration.ofSeconds(60);

  private final LlamaConfig config;
  private final Path folder;
  private final Schedule schedule;
  private final int threads;

  /// What came out: flat weights for [org.datanet.inference.model.ModelFiles] and the run's record.
  public record Outcome(
      float[] weights, int steps, long tokens, Hash dataOrderHash, List<LossPoint> lossCurve) {}

  public FullTraining(LlamaConfig config, Path folder, Schedule schedule, int threads) {
    this.config = config;
    this.folder = folder;
    this.schedule = schedule;
    this.threads = threads;
  }

  /// Trains a new model to the end of the schedule; resumes from `folder`/checkpoint where one
  /// fits.
  ///
  /// @throws IllegalStateException when the loss stops being a number
  public Outcome train(List<TrainingText> texts, TrainingListener listener) {
    try (TrainableParameters parameters =
        TrainableParameters.newModel(config, threads, schedule.seed())) {
      return train(parameters, "new", new Work(texts, listener));
    }
  }

  /// Like [#train], from the weights that lie in a model folder of the same shape.
  public Outcome trainOn(Path model, List<TrainingText> texts, TrainingListener listener) {
    try (TrainableParameters parameters = TrainableParameters.ofModel(config, model, threads)) {
      String from = ModelFolder.fingerprint(model).toString();
      return train(parameters, from, new Work(texts, listener));
    }
  }

  private record Work(List<TrainingText> texts, TrainingListener listener) {}

  private Outcome train(TrainableParameters parameters, String from, Work work) {
    try (Tokenizer tokenizer = Tokenizer.load(folder)) {
      TrainingPlan plan = TrainingPlan.of(work.texts(), tokenizer, schedule);
      Hash identity =
          Hash.sha256(
              config + "|" + schedule + "|" + plan.orderHash() + "|" + plan.contentHash() + from);
      CheckpointFolder checkpoints =
          new CheckpointFolder(folder.resolve("checkpoint"), identity, CHECKPOINT_EVERY);
      TrainingLoop loop =
          new TrainingLoop(parameters, plan, schedule, checkpoints, TrainingLoop.Evaluator.NONE);
      TrainingLoop.Watchers watchers =
          new TrainingLoop.Watchers(work.listener(), () -> false, step -> {});
      if (loop.run(watchers) != TrainingLoop.End.FINISHED) {
        throw new IllegalStateException("the loss is no number any more: lower the learning rate");
      }
      return new Outcome(
          parameters.values(), plan.steps(), plan.tokens(), plan.orderHash(), loop.curve());
    }
  }
}
