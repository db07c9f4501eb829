package org.datanet.attribution.shares;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.datanet.kernel.Ppm;

/// Several methods' shares as one: each record's weighted mean, in integers by largest remainder
/// over all records and the unattributed part. Every method stays visible, so that anybody can
/// blend again.
public final class Blend {

  /// Version of the rules.
  public static final String METHOD = "blend-v1";

  private Blend() {}

  /// @param spans an attribution by spans alone; they keep the weight that the others leave
  /// @param others further methods with their weights
  public static Attribution of(Attribution spans, List<MethodShares> others) {
    int left = Ppm.WHOLE - others.stream().mapToInt(MethodShares::weightPpm).sum();
    if (others.isEmpty() || spans.methods().size() != 1 || left < 0) {
      throw new IllegalArgumentException(
          "a blend is of spans and methods that weigh up to 1000000 ppm, left for spans: " + left);
    }
    List<MethodShares> methods = new ArrayList<>();
    methods.add(spans.methods().getFirst().withWeight(left));
    methods.addAll(others);
    List<RecordShare> records = recordShares(methods);
    return new Attribution(
        METHOD,
        spans.parameters(),
        spans.answerWords(),
        spans.answerMillibits(),
        spans.spans(),
        Ledger.byContributor(records),
        records,
        unattributed(records),
        methods);
  }

  private static List<RecordShare> recordShares(List<MethodShares> methods) {
    Ledger ledger = new Ledger();
    for (MethodShares method : methods) {
      for (RecordShare share : method.recordShares()) {
        ledger.add(share, (long) share.ppm() * method.weightPpm());
      }
    }
    return ledger.shares((long) Ppm.WHOLE * Ppm.WHOLE);
  }

  private static int unattributed(List<RecordShare> records) {
    return Ppm.WHOLE - records.stream().mapToInt(RecordShare::ppm).sum();
  }

  /// What about an attribution does not follow from its methods' shares; empty when all does.
  public static Optional<String> fault(Attribution attribution) {
    List<MethodShares> methods = attribution.methods();
    String method = methods.size() == 1 ? methods.getFirst().method() : METHOD;
    if (!method.equals(attribution.method())) {
      return Optional.of("its methods make a " + method + ", it says " + attribution.method());
    }
    List<RecordShare> records = recordShares(methods);
    if (!records.equals(attribution.recordShares())
        || !Ledger.byContributor(records).equals(attribution.shares())) {
      return Optional.of("its methods blend to " + Ledger.byContributor(records));
    }
    return Optional.empty();
  }
}
