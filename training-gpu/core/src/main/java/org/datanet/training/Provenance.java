package org.datanet.training;

import java.util.List;
import org.datanet.kernel.DatasetVersionId;
import org.datanet.kernel.Hash;
import org.jspecify.annotations.Nullable;

/// What an adapter is made from, in the words of its manifest and bill of materials. The trainer
/// adds the hashes of what it reads itself.
///
/// @param datasets the licensed dataset versions
/// @param codeVersion version of the program that trains
/// @param parentAdapter content hash of the adapter this one goes on from, if any
public record Provenance(
    BaseModel base, List<Dataset> datasets, String codeVersion, @Nullable Hash parentAdapter) {

  /// The frozen model.
  ///
  /// @param name written into the adapter's files
  /// @param licence SPDX id or the licence's name
  public record BaseModel(String name, String licence) {}

  /// One dataset version.
  ///
  /// @param merkleRoot root over its records, as registered
  /// @param licence SPDX id or the licence's name
  public record Dataset(DatasetVersionId id, String name, Hash merkleRoot, String licence) {}

  public Provenance {
    datasets = List.copyOf(datasets);
  }
}
