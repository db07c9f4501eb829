package org.datanet.anonymization;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// What is found in one text, without overlap. Longer candidates win; of a shorter one only what no
/// other covers is kept, so nothing found is ever dropped.
final class TextFindings {

  private static final char MASK = '\uFFFC';
  private static final Pattern NAME_GAP = Pattern.compile(",?[ ]{1,2}(?:" + Words.LINK + "[ ])?");

  private final String text;
  private final BitSet taken = new BitSet();
  private final List<Candidate> kept = new ArrayList<>();

  TextFindings(String text) {
    this.text = text;
  }

  String text() {
    return text;
  }

  /// The text with all found so far blotted out; same length.
  String masked() {
    return taken.isEmpty() ? text : mask(text, taken);
  }

  static String mask(String text, BitSet blots) {
    char[] chars = text.toCharArray();
    blots.stream().forEach(i -> chars[i] = MASK);
    return new String(chars);
  }

  /// Keeps what is new in the candidates; those pieces.
  List<Candidate> add(List<Candidate> candidates, Predicate<EntityType> wanted) {
    List<Candidate> added = new ArrayList<>();
    candidates.stream()
        .filter(candidate -> wanted.test(candidate.type()))
        .sorted(
            Comparator.comparingInt(Candidate::length)
                .reversed()
                .thenComparing(Candidate::type)
                .thenComparing(Candidate::start))
        .forEach(candidate -> addFree(candidate, added));
    kept.addAll(added);
    return added;
  }

  private void addFree(Candidate candidate, List<Candidate> added) {
    int start = taken.nextClearBit(candidate.start());
    while (start < candidate.end()) {
      int next = taken.nextSetBit(start);
      int end = next < 0 ? candidate.end() : Math.min(next, candidate.end());
      if (text.substring(start, end).chars().anyMatch(Character::isLetterOrDigit)) {
        added.add(new Candidate(start, end, candidate.type(), candidate.detector()));
        taken.set(start, end);
      }
      start = taken.nextClearBit(Math.max(end, start + 1));
    }
  }

  /// All pieces in order; neighbouring words of one name are one piece.
  List<Candidate> inOrder() {
    kept.sort(Comparator.comparingInt(Candidate::start));
    List<Candidate> joined = new ArrayList<>();
    for (Candidate candidate : kept) {
      if (!joined.isEmpty() && continuesName(joined.getLast(), candidate)) {
        Candidate first = joined.removeLast();
        joined.add(
            new Candidate(first.start(), candidate.end(), EntityType.NAME, first.detector()));
      } else {
        joined.add(candidate);
      }
    }
    return joined;
  }

  private boolean continuesName(Candidate first, Candidate second) {
    return first.type() == EntityType.NAME
        && second.type() == EntityType.NAME
        && (first.end() == second.start()
            || NAME_GAP.matcher(text.substring(first.end(), second.start())).matches());
  }
}
