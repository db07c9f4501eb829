package org.datanet.attribution.influence;

import java.util.List;

/// The feature files of one scorer, one a checkpoint, all of the same examples.
record Checkpoints(List<FeatureFile> files) {

  Checkpoints {
    files = List.copyOf(files);
    if (files.isEmpty()) {
      throw new IllegalArgumentException("a scorer needs at least one checkpoint");
    }
    for (FeatureFile other : files) {
      checkSameRows(files.getFirst(), other);
    }
  }

  private static void checkSameRows(FeatureFile first, FeatureFile other) {
    boolean same = other.rows() == first.rows();
    for (int row = 0; same && row < first.rows(); row++) {
      same = other.recordId(row).equals(first.recordId(row));
    }
    if (!same) {
      throw FeatureLayout.invalid("The checkpoints' files are not of the same examples");
    }
  }

  int rows() {
    return files.getFirst().rows();
  }

  /// @throws org.datanet.kernel.ProblemException `features-invalid` unless the query fits
  void check(List<float[]> query) {
    if (query.size() != files.size()) {
      throw FeatureLayout.invalid(
          "The query has "
              + query.size()
              + " gradients, expected is one for each of "
              + files.size()
              + " checkpoints");
    }
    for (int c = 0; c < files.size(); c++) {
      FeatureLayout.check(query.get(c), files.get(c).layout().values(), "query");
    }
  }
}
