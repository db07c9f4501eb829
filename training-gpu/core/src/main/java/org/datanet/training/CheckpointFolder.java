package org.datanet.training;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.datanet.kernel.Hash;

/// Where one run keeps its checkpoint, and how often.
///
/// @param identity what the run is: base model, settings and data order
record CheckpointFolder(Path path, Hash identity, Duration every) {

  Optional<Checkpoint> read() {
    return Checkpoint.read(path, identity);
  }
}
