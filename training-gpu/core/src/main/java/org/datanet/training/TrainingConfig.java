package org.datanet.training;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// Configuration of the trainer; the table is in the module's README.
@ConfigMapping(prefix = "datanet.training")
public interface TrainingConfig {

  /// Threads of one training step.
  @WithDefault("2")
  int threads();

  /// Longest time between two checkpoints, which is also the most work a crash can cost.
  @WithDefault("10s")
  Duration checkpointEvery();

  /// Rank of an adapter when the request names none.
  @WithDefault("16")
  int rank();

  /// Alpha of an adapter when the request names none.
  @WithDefault("32")
  double alpha();

  /// Passes over the data when the request names none.
  @WithDefault("3")
  int epochs();

  /// Peak learning rate when the request names none.
  @WithDefault("0.003")
  double learningRate();

  /// Tokens of one update.
  @WithDefault("2048")
  int batchTokens();

  /// Longest context in tokens.
  @WithDefault("512")
  int sequenceLength();

  /// The settings a request starts from.
  default TrainingSettings settings() {
    Schedule usual = TrainingSettings.DEFAULT.schedule();
    return new TrainingSettings(
        rank(),
        alpha(),
        new Schedule(
            epochs(),
            batchTokens(),
            sequenceLength(),
            learningRate(),
            usual.warmupShare(),
            usual.weightDecay(),
            usual.clip(),
            usual.seed()));
  }
}
