package org.datanet.attribution.shares;

import java.util.List;
import org.datanet.kernel.Ppm;

/// Whose data an answer comes from. The shares of the contributors (and likewise of the records)
/// and the unattributed part sum to 1,000,000.
///
/// @param method version of the rules: `spans-v1`
/// @param answerWords words of the answer
/// @param answerMillibits surprisal of all words of the answer, thousandths of a bit
public record Attribution(
    String method,
    AttributionParameters parameters,
    int answerWords,
    long answerMillibits,
    List<Span> spans,
    List<ContributorShare> shares,
    List<RecordShare> recordShares,
    int unattributedPpm) {

  public static final String METHOD = "spans-v1";

  public Attribution {
    spans = List.copyOf(spans);
    shares = List.copyOf(shares);
    recordShares = List.copyOf(recordShares);
    long contributors = shares.stream().mapToLong(ContributorShare::ppm).sum();
    long records = recordShares.stream().mapToLong(RecordShare::ppm).sum();
    if (contributors + unattributedPpm != Ppm.WHOLE || records != contributors) {
      throw new IllegalArgumentException(
          "shares and the unattributed part sum to 1000000 ppm, got contributors "
              + contributors
              + ", records "
              + records
              + ", unattributed "
              + unattributedPpm);
    }
  }

  /// An answer nobody is paid for.
  public static Attribution none(AttributionParameters parameters) {
    return new Attribution(METHOD, parameters, 0, 0, List.of(), List.of(), List.of(), Ppm.WHOLE);
  }
}
