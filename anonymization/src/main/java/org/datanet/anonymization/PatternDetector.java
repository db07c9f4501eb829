package org.datanet.anonymization;

import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds what matches a pattern and stands a test, e.g. a check digit. The span is group 1 where
/// the pattern has groups, else the whole match. `hint` is a character without which nothing can
/// match (0: none), `digits` says that a match holds a digit: both save time.
record PatternDetector(
    String id, EntityType type, Pattern pattern, char hint, boolean digits, Predicate<String> test)
    implements Detector {

  static PatternDetector of(String id, EntityType type, String regex) {
    return new PatternDetector(id, type, Pattern.compile(regex), '\0', false, match -> true);
  }

  PatternDetector hint(char needed) {
    return new PatternDetector(id, type, pattern, needed, digits, test);
  }

  PatternDetector withDigits() {
    return new PatternDetector(id, type, pattern, hint, true, test);
  }

  PatternDetector where(Predicate<String> accepted) {
    return new PatternDetector(id, type, pattern, hint, digits, accepted);
  }

  @Override
  public void find(String text, Consumer<Candidate> found) {
    if ((hint != 0 && text.indexOf(hint) < 0) || (digits && !hasDigit(text))) {
      return;
    }
    Matcher matcher = pattern.matcher(text);
    int group = matcher.groupCount() > 0 ? 1 : 0;
    while (matcher.find()) {
      if (matcher.start(group) >= 0 && test.test(matcher.group(group))) {
        found.accept(new Candidate(matcher.start(group), matcher.end(group), type, id));
      }
    }
  }

  private static boolean hasDigit(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= '0' && c <= '9') {
        return true;
      }
    }
    return false;
  }
}
