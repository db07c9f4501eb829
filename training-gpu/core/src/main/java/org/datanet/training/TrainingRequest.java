package org.datanet.training;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.datanet.kernel.DatasetVersionId;

/// One adapter to be trained. The caller has checked the licence for every text.
///
/// @param baseModel folder in Hugging Face layout
/// @param baseModelName name written into the adapter's files
/// @param datasetVersions where the texts come from, for the report
/// @param texts what to learn, in a stable order
/// @param settings how to learn
/// @param checkpoints folder of this run's checkpoint; a fitting one found there is resumed
/// @param output folder the finished adapter appears in, all at once; an older one is replaced
/// @param threads threads of one step
/// @param checkpointEvery longest time between two checkpoints
/// @param cancelled asked at every step; true stops after writing a checkpoint
public record TrainingRequest(
    Path baseModel,
    String baseModelName,
    List<DatasetVersionId> datasetVersions,
    List<TrainingText> texts,
    TrainingSettings settings,
    Path checkpoints,
    Path output,
    int threads,
    Duration checkpointEvery,
    BooleanSupplier cancelled) {

  public TrainingRequest {
    datasetVersions = List.copyOf(datasetVersions);
    texts = List.copyOf(texts);
  }
}
