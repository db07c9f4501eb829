package org.datanet.attribution.shares;

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.datanet.kernel.LargestRemainder;

/// Splits the weight of a span among the records that earn it.
final class Credit {

  private static final Comparator<Holder> ORDER =
      Comparator.comparing((Holder holder) -> holder.contributor().hex())
          .thenComparing(holder -> holder.recordId().toString());

  private Credit() {}

  /// Of several holders those that do not earn: accepted first to last.
  static List<Holder> others(Collection<Holder> holders, List<Holder> earners) {
    return holders.stream()
        .filter(holder -> !earners.contains(holder))
        .sorted(Comparator.comparing(Holder::acceptedAt).thenComparing(ORDER))
        .toList();
  }

  /// Of several holders the ones accepted first, in a fixed order.
  static List<Holder> acceptedFirst(Collection<Holder> holders) {
    return acceptedFirst(
        holders,
        holders.stream().map(Holder::acceptedAt).min(Comparator.naturalOrder()).orElseThrow());
  }

  /// Of several holders the ones accepted at an instant, in a fixed order.
  static List<Holder> acceptedFirst(Collection<Holder> holders, Instant first) {
    return holders.stream()
        .filter(holder -> holder.acceptedAt().equals(first))
        .sorted(ORDER)
        .distinct()
        .toList();
  }

  /// Equal parts by contributor, within a contributor by record; the parts sum to `total`.
  static Map<Holder, Long> split(long total, List<Holder> earners) {
    Map<String, List<Holder>> byContributor = new TreeMap<>();
    for (Holder earner : earners) {
      byContributor
          .computeIfAbsent(earner.contributor().hex(), key -> new ArrayList<>())
          .add(earner);
    }
    Map<Holder, Long> parts = new LinkedHashMap<>();
    List<Long> perContributor = equally(total, byContributor.size());
    for (List<Holder> records : byContributor.values()) {
      List<Long> perRecord = equally(perContributor.removeFirst(), records.size());
      records.forEach(record -> parts.put(record, perRecord.removeFirst()));
    }
    return parts;
  }

  private static List<Long> equally(long total, int parts) {
    List<BigInteger> ones = new ArrayList<>();
    for (int i = 0; i < parts; i++) {
      ones.add(BigInteger.ONE);
    }
    return new ArrayList<>(
        LargestRemainder.split(BigInteger.valueOf(total), ones).stream()
            .map(BigInteger::longValueExact)
            .toList());
  }
}
