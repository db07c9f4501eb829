package org.datanet.training;

import java.nio.file.Path;
import java.util.List;
import org.datanet.kernel.Hash;
import org.jspecify.annotations.Nullable;

/// How a training ended.
public sealed interface TrainingResult {

  /// The run came to its end.
  ///
  /// @param folder the adapter: PEFT files and `training.json`
  /// @param adapterHash SHA-256 of `adapter_model.safetensors`
  /// @param baseHash digest of the base model's files
  /// @param dataOrderHash digest of the record ids in the order they were learnt
  /// @param steps updates made; fewer than planned when the held-out loss rose for too long
  /// @param bestStep update whose values the adapter has: the last one where nothing was held out
  /// @param tokens labelled tokens learnt in all epochs
  /// @param heldOutCurve loss of the records kept back, from step 0 (the base model)
  /// @param evaluation what was measured of the adapter, where the request asked
  record Finished(
      Path folder,
      Hash adapterHash,
      Hash baseHash,
      Hash dataOrderHash,
      int steps,
      int bestStep,
      long tokens,
      List<LossPoint> lossCurve,
      List<LossPoint> heldOutCurve,
      @Nullable EvaluationReport evaluation)
      implements TrainingResult {}

  /// The caller cancelled; the checkpoint allows to go on.
  record Stopped(int step, int steps, List<LossPoint> lossCurve) implements TrainingResult {}

  /// The loss became infinite or not a number: the learning rate is too high for these texts.
  record Diverged(int step, int steps, List<LossPoint> lossCurve) implements TrainingResult {}
}
