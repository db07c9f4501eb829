package org.datanet.attribution.shares;

import java.util.List;
import org.datanet.kernel.Ppm;

/// Whose data an answer comes from. The shares of the contributors (and likewise of the records)
/// and the unattributed part sum to 1,000,000.
///
/// @param method version of the rules: `spans-v1`, or `blend-v1` of several methods
/// @param answerWords words of the answer
/// @param answerMillibits surprisal of all words of the answer, thousandths of a bit
/// @param methods what each method says alone, spans first; their weights sum to 1,000,000
public record Attribution(
    String method,
    AttributionParameters parameters,
    int answerWords,
    long answerMillibits,
    List<Span> spans,
    List<ContributorShare> shares,
    List<RecordShare> recordShares,
    int unattributedPpm,
    List<MethodShares> methods) {

  /// The method of spans.
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
    methods = List.copyOf(methods);
    long weights = methods.stream().mapToLong(MethodShares::weightPpm).sum();
    if (weights != Ppm.WHOLE) {
      throw new IllegalArgumentException(
          "the weights of the methods sum to 1000000 ppm, got: " + weights);
    }
  }

  /// An attribution by spans alone.
  public Attribution(
      String method,
      AttributionParameters parameters,
      int answerWords,
      long answerMillibits,
      List<Span> spans,
      List<ContributorShare> shares,
      List<RecordShare> recordShares,
      int unattributedPpm) {
    this(
        method,
        parameters,
        answerWords,
        answerMillibits,
        spans,
        shares,
        recordShares,
        unattributedPpm,
        List.of(MethodShares.ofSpans(recordShares, unattributedPpm)));
  }

  /// An answer nobody is paid for.
  public static Attribution none(AttributionParameters parameters) {
    return new Attribution(METHOD, parameters, 0, 0, List.of(), List.of(), List.of(), Ppm.WHOLE);
  }
}
