package org.datanet.attribution.shares;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.datanet.kernel.Address;
import org.datanet.kernel.DatasetVersionId;
import org.datanet.kernel.LargestRemainder;
import org.datanet.kernel.Ppm;
import org.datanet.kernel.RecordId;

/// Weight earned by each record, and its conversion to parts per million (steps 5 and 6).
final class Ledger {

  private record Earner(DatasetVersionId dataset, Address contributor, RecordId record) {}

  private static final Comparator<Earner> ORDER =
      Comparator.comparing((Earner earner) -> earner.dataset().toString())
          .thenComparing(earner -> earner.contributor().hex())
          .thenComparing(earner -> earner.record().toString());

  private final Map<Earner, Long> weights = new TreeMap<>(ORDER);

  void add(Holder holder, long weight) {
    add(new Earner(holder.datasetVersionId(), holder.contributor(), holder.recordId()), weight);
  }

  void add(RecordShare share, long weight) {
    add(new Earner(share.datasetVersionId(), share.contributor(), share.recordId()), weight);
  }

  private void add(Earner earner, long weight) {
    if (weight > 0) {
      weights.merge(earner, weight, Long::sum);
    }
  }

  /// No contributor keeps more than `capPpm` of `total`; the excess goes to nobody.
  void cap(int capPpm, long total) {
    Map<Address, Long> sums = new HashMap<>();
    weights.forEach((earner, weight) -> sums.merge(earner.contributor(), weight, Long::sum));
    BigInteger most =
        BigInteger.valueOf(total)
            .multiply(BigInteger.valueOf(capPpm))
            .divide(BigInteger.valueOf(Ppm.WHOLE));
    sums.forEach((contributor, sum) -> {
      if (BigInteger.valueOf(sum).compareTo(most) > 0) {
        scale(contributor, most);
      }
    });
  }

  private void scale(Address contributor, BigInteger most) {
    List<Earner> earners =
        weights.keySet().stream().filter(e -> e.contributor().equals(contributor)).toList();
    List<BigInteger> parts =
        LargestRemainder.split(
            most, earners.stream().map(e -> BigInteger.valueOf(weight(e))).toList());
    for (int i = 0; i < earners.size(); i++) {
      weights.put(earners.get(i), parts.get(i).longValueExact());
    }
  }

  private long weight(Earner earner) {
    return weights.getOrDefault(earner, 0L);
  }

  /// Shares of `total`, largest remainder over all records and the unattributed rest; records that
  /// round to nothing are left out.
  List<RecordShare> shares(long total) {
    if (total == 0) {
      return List.of();
    }
    List<Earner> earners = List.copyOf(weights.keySet());
    List<BigInteger> parts = new ArrayList<>();
    long credited = 0;
    for (Earner earner : earners) {
      parts.add(BigInteger.valueOf(weight(earner)));
      credited += weight(earner);
    }
    parts.add(BigInteger.valueOf(total - credited));
    List<BigInteger> ppm = LargestRemainder.split(BigInteger.valueOf(Ppm.WHOLE), parts);
    List<RecordShare> shares = new ArrayList<>();
    for (int i = 0; i < earners.size(); i++) {
      if (ppm.get(i).signum() > 0) {
        Earner e = earners.get(i);
        shares.add(
            new RecordShare(e.record(), e.dataset(), e.contributor(), ppm.get(i).intValueExact()));
      }
    }
    return shares;
  }

  /// Sums record shares by dataset version and contributor, in their order.
  static List<ContributorShare> byContributor(List<RecordShare> records) {
    record Key(DatasetVersionId dataset, Address contributor) {}
    Map<Key, Integer> sums = new LinkedHashMap<>();
    for (RecordShare share : records) {
      sums.merge(new Key(share.datasetVersionId(), share.contributor()), share.ppm(), Integer::sum);
    }
    return sums.entrySet().stream()
        .map(
            e -> new ContributorShare(e.getKey().dataset(), e.getKey().contributor(), e.getValue()))
        .toList();
  }
}
