package org.datanet.anonymization;

import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds what matches a pattern and stands a test, e.g. a check digit. The span is group 1 where
/// the pattern has groups, else the whole match. `needs` tells cheaply where nothing can match.
record PatternDetector(
    String id, EntityType type, Pattern pattern, Predicate<Passage> needs, Predicate<String> test)
    implements Detector {

  static PatternDetector of(String id, EntityType type, String regex) {
    return new PatternDetector(id, type, Pattern.compile(regex), passage -> true, match -> true);
  }

  PatternDetector hint(char needed) {
    return needs(passage -> passage.text().indexOf(needed) >= 0);
  }

  PatternDetector withDigits() {
    return needs(Passage::digits);
  }

  PatternDetector withWords() {
    return needs(Passage::words);
  }

  PatternDetector where(Predicate<String> accepted) {
    return new PatternDetector(id, type, pattern, needs, accepted);
  }

  private PatternDetector needs(Predicate<Passage> more) {
    return new PatternDetector(id, type, pattern, needs.and(more), test);
  }

  @Override
  public void find(Passage passage, Consumer<Candidate> found) {
    if (!needs.test(passage)) {
      return;
    }
    Matcher matcher = pattern.matcher(passage.text());
    int group = matcher.groupCount() > 0 ? 1 : 0;
    while (matcher.find()) {
      if (matcher.start(group) >= 0 && test.test(matcher.group(group))) {
        found.accept(new Candidate(matcher.start(group), matcher.end(group), type, id));
      }
    }
  }
}
