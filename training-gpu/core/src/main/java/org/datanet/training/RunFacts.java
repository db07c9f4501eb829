package org.datanet.training;

import java.util.SortedMap;
import org.datanet.kernel.Hash;

/// Everything a finished run can state about itself. No clock time is in it: the same run gives the
/// same facts.
///
/// @param baseFiles SHA-256 of the base model's files, by name
/// @param adapterFiles SHA-256 of the adapter's files, by name
/// @param contentHash digest of the learnt pieces
/// @param plannedSteps updates that were planned
record RunFacts(
    TrainingRequest request,
    TrainingResult.Finished result,
    SortedMap<String, Hash> baseFiles,
    SortedMap<String, Hash> adapterFiles,
    Hash contentHash,
    int plannedSteps) {

  Provenance provenance() {
    return request.provenance();
  }
}
