package org.datanet.anonymization;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Measures on the sample letters. A gold span counts as found only when every letter and digit of
/// it was replaced; precision counts the replaced letters and digits that lie in a gold span.
class LetterRecallTest {

  private static final SubjectKeys KEYS = new SubjectKeys(new byte[32], new byte[32]);

  private final Map<String, int[]> byType = new TreeMap<>();
  private final StringBuilder missed = new StringBuilder();
  private long replaced;
  private long right;

  // R24
  @Test
  void findsNearlyAllPersonalDataInClinicalLetters() {
    AnonymisationPolicy clinical = AnonymisationPolicy.preset("clinical");
    for (Letters letter : Letters.all()) {
      AnonymisedDocument document = new Anonymizer().anonymise(clinical, KEYS, letter.texts());
      assertThat(document.report().residual()).as(letter.name()).isEmpty();
      count(letter, document);
    }
    byType.forEach((type, n) ->
        System.out.printf("%-12s %4d of %4d  recall %.4f%n", type, n[0], n[1], recall(type)));
    System.out.printf(
        "letters and digits replaced that are gold: %.4f%n", (double) right / replaced);
    System.out.println(missed);

    for (String type : List.of("EMAIL", "PHONE", "NATIONAL_ID", "MRN", "LICENSE_ID", "DATE")) {
      assertThat(recall(type)).as(type).isGreaterThanOrEqualTo(0.98);
    }
    for (String type : List.of("NAME", "ADDRESS", "POSTCODE", "CITY", "ORG", "AGE")) {
      assertThat(recall(type)).as(type).isGreaterThanOrEqualTo(0.95);
    }
    assertThat((double) right / replaced).as("precision").isGreaterThanOrEqualTo(0.95);
  }

  private double recall(String type) {
    int[] counts = byType.getOrDefault(type, new int[] {0, 1});
    return (double) counts[0] / counts[1];
  }

  private void count(Letters letter, AnonymisedDocument document) {
    BitSet covered = new BitSet();
    BitSet gold = new BitSet();
    for (int i = 0; i < letter.paragraphs().size(); i++) {
      int start = letter.paragraphs().get(i).start();
      document.texts().get(i).spans().forEach(s -> covered.set(start + s.start(), start + s.end()));
    }
    for (Letters.Gold span : letter.gold()) {
      gold.set(span.start(), span.end());
      int[] counts = byType.computeIfAbsent(span.type(), type -> new int[2]);
      counts[1]++;
      if (covers(covered, span)) {
        counts[0]++;
      } else {
        missed.append(letter.name()).append(": ").append(span).append('\n');
      }
    }
    replaced += covered.cardinality();
    covered.and(gold);
    right += covered.cardinality();
  }

  private static boolean covers(BitSet covered, Letters.Gold span) {
    for (int i = 0; i < span.text().length(); i++) {
      if (Character.isLetterOrDigit(span.text().charAt(i)) && !covered.get(span.start() + i)) {
        return false;
      }
    }
    return true;
  }
}
