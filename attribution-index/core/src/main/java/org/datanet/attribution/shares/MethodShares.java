package org.datanet.attribution.shares;

import java.util.List;
import java.util.Map;
import org.datanet.kernel.Hash;
import org.datanet.kernel.Ppm;

/// What one method of attribution says, and how much it counts. The shares of the records and the
/// unattributed part sum to 1,000,000.
///
/// @param method name and version, such as `spans-v1` or `datainf-v1`
/// @param weightPpm its part of the blend, 0 to 1,000,000
/// @param parameters its published knobs by name; those of spans stand in the [Attribution]
/// @param inputs digests of what it read beside the receipt's indexes: for gradients the feature
///   files in the order of the checkpoints, then the query's features
/// @param recordShares parts per million of the whole answer, by this method alone
public record MethodShares(
    String method,
    int weightPpm,
    Map<String, Integer> parameters,
    List<Hash> inputs,
    List<RecordShare> recordShares,
    int unattributedPpm) {

  public MethodShares {
    parameters = Map.copyOf(parameters);
    inputs = List.copyOf(inputs);
    recordShares = List.copyOf(recordShares);
    long records = recordShares.stream().mapToLong(RecordShare::ppm).sum();
    if (records + unattributedPpm != Ppm.WHOLE || unattributedPpm < 0) {
      throw new IllegalArgumentException(
          method
              + ": shares and the unattributed part sum to 1000000 ppm, got records "
              + records
              + ", unattributed "
              + unattributedPpm);
    }
    if (weightPpm < 0 || weightPpm > Ppm.WHOLE) {
      throw new IllegalArgumentException(
          "the weight of a method lies between 0 and 1000000 ppm, got: " + weightPpm);
    }
  }

  /// Spans alone, with the whole weight.
  static MethodShares ofSpans(List<RecordShare> recordShares, int unattributedPpm) {
    return new MethodShares(
        Attribution.METHOD, Ppm.WHOLE, Map.of(), List.of(), recordShares, unattributedPpm);
  }

  MethodShares withWeight(int ppm) {
    return new MethodShares(method, ppm, parameters, inputs, recordShares, unattributedPpm);
  }

  /// The record shares summed by contributor.
  public List<ContributorShare> shares() {
    return Ledger.byContributor(recordShares);
  }
}
