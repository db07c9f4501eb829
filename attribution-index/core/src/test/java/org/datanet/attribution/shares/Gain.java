package org.datanet.attribution.shares;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.IntPredicate;
import org.datanet.attribution.Samples;
import org.datanet.attribution.index.AttributionIndex;
import org.datanet.attribution.index.IndexedRecord;
import org.datanet.kernel.DatasetVersionId;

/// What an attack changes, in parts per million of an answer; each the most over several answers.
///
/// @param before joint share of the attackers without the attack, for the answer that pays best
/// @param after their joint share with it
/// @param loss most that the others lose
record Gain(String attack, int before, int after, int loss) {

  static final DatasetVersionId VERSION = new DatasetVersionId(new UUID(0x7000L, 1));

  /// No attack but those named on the page may pay more.
  static final int BOUND = 10_000;

  private static final Path PAGE = Path.of("../../docs/attribution-limits.md");
  private static final Map<String, Gain> ALL = new LinkedHashMap<>();

  /// Compares two corpora over answers; the attackers are the accounts from 9 on.
  static Gain of(
      String attack, Path folder, List<List<IndexedRecord>> corpora, List<String> answers) {
    return of(
        attack,
        attribute(folder, corpora.getFirst(), answers),
        attribute(folder, corpora.getLast(), answers),
        account -> account >= Attacks.ATTACKER);
  }

  static Gain of(
      String attack, List<Attribution> before, List<Attribution> after, IntPredicate isAttacker) {
    Gain most = new Gain(attack, 0, Integer.MIN_VALUE, 0);
    int loss = 0;
    for (int i = 0; i < before.size(); i++) {
      int was = share(before.get(i), isAttacker);
      int is = share(after.get(i), isAttacker);
      most = is - was > most.gain() ? new Gain(attack, was, is, 0) : most;
      loss =
          Math.max(
              loss,
              share(before.get(i), isAttacker.negate()) - share(after.get(i), isAttacker.negate()));
    }
    Gain gain = new Gain(attack, most.before, most.after, loss);
    ALL.put(attack, gain);
    return gain;
  }

  /// The attributions of some answers to an index of the records alone.
  static List<Attribution> attribute(
      Path folder, List<IndexedRecord> records, List<String> answers) {
    try (AttributionIndex index =
        Samples.index(Files.createTempDirectory(folder, "index"), records)) {
      return attribute(index, answers);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<Attribution> attribute(AttributionIndex index, List<String> answers) {
    List<DatasetIndex> snapshot = List.of(new DatasetIndex(VERSION, index));
    AttributionParameters parameters = AttributionParameters.defaults();
    return answers.stream()
        .map(answer -> Attributor.attribute(snapshot, List.of(), answer, parameters))
        .toList();
  }

  /// The joint share of some accounts.
  static int share(Attribution attribution, IntPredicate accounts) {
    return attribution.shares().stream()
        .filter(
            share -> accounts.test(Integer.parseInt(share.contributor().hex().substring(34), 16)))
        .mapToInt(ContributorShare::ppm)
        .sum();
  }

  int gain() {
    return after - before;
  }

  /// It does not pay.
  Gain doesNotPay() {
    assertThat(gain()).as(row()).isLessThanOrEqualTo(BOUND);
    return this;
  }

  /// It costs nobody else more than it may gain.
  Gain harmsNobody() {
    assertThat(loss).as(row()).isLessThanOrEqualTo(BOUND);
    return this;
  }

  private String row() {
    return String.format(
        Locale.ROOT, "| %s | %,d | %,d | %,d | %,d |", attack, before, after, gain(), loss);
  }

  /// Prints all that was measured; the page of limits must say the same.
  static void allStandOnThePage() throws IOException {
    System.out.println("| attack | attackers before | after | gain | others' loss | (ppm)");
    List<String> rows = ALL.values().stream().map(Gain::row).toList();
    rows.forEach(System.out::println);
    assertThat(Files.readAllLines(PAGE)).as(PAGE + " states each attack").containsAll(rows);
  }
}
