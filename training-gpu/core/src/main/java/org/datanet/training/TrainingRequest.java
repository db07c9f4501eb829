package org.datanet.training;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// One adapter to be trained. The caller has checked the licence for every text.
///
/// @param baseModel folder in Hugging Face layout
/// @param provenance what the adapter is made from, for its manifest
/// @param texts what to learn, in a stable order
/// @param settings how to learn
/// @param checkpoints folder of this run's checkpoint; a fitting one found there is resumed
/// @param output folder the finished adapter appears in, all at once; an older one is replaced
/// @param checkpointEvery longest time between two checkpoints
/// @param threads threads of one step
/// @param gradients where gradients of the examples go, see [TrainingSettings#gradients]
/// @param evaluation what is measured of the finished adapter; null for nothing
/// @param cancelled asked at every step and at every part of the evaluation; true stops after
///   writing a checkpoint
public record TrainingRequest(
    Path baseModel,
    Provenance provenance,
    List<TrainingText> texts,
    TrainingSettings settings,
    Path checkpoints,
    Path output,
    Duration checkpointEvery,
    int threads,
    GradientSink gradients,
    @Nullable EvaluationSuite evaluation,
    BooleanSupplier cancelled) {

  public TrainingRequest {
    texts = List.copyOf(texts);
  }
}
