package org.datanet.attribution.text;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.text.SpoofChecker;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Folds letters that look like a letter from a to z (Cyrillic, Greek, ...) to that letter, after
/// the confusables of UTS #39. Unlike the skeleton of UTS #39 it leaves ASCII alone, so `rn` and
/// `m`, or `1` and `l`, stay different words. A letter folds with either of its cases, so that
/// folding and case never disagree.
final class LookAlikes {

  private static final SpoofChecker CHECKER = new SpoofChecker.Builder().build();
  private static final Map<String, Integer> LATIN = new ConcurrentHashMap<>();
  private static final Map<Integer, Integer> FOLDED = new ConcurrentHashMap<>();

  static {
    for (int letter = 'a'; letter <= 'z'; letter++) {
      LATIN.putIfAbsent(skeleton(letter), letter);
    }
    for (int letter = 'a'; letter <= 'z'; letter++) { // lower case first: I looks like l, too
      LATIN.putIfAbsent(skeleton(Character.toUpperCase(letter)), letter);
    }
  }

  private LookAlikes() {}

  /// The letter from a to z that `codePoint` (already case-folded) looks like, else itself.
  static int fold(int codePoint) {
    return codePoint < 0x80 || !Character.isLetter(codePoint)
        ? codePoint
        : FOLDED.computeIfAbsent(codePoint, LookAlikes::find);
  }

  private static int find(int codePoint) {
    Integer latin = LATIN.get(skeleton(codePoint));
    if (latin == null) {
      latin = LATIN.get(skeleton(UCharacter.toUpperCase(codePoint)));
    }
    return latin == null ? codePoint : latin;
  }

  private static String skeleton(int codePoint) {
    return CHECKER.getSkeleton(Character.toString(codePoint));
  }
}
