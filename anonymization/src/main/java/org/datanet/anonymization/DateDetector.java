package org.datanet.anonymization;

import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds dates in the notations of [WrittenDate] that exist in the calendar, day or month first.
final class DateDetector implements Detector {

  private static final List<Pattern> NUMBERS = List.of(WrittenDate.ISO, WrittenDate.NUMERIC);
  private static final List<Pattern> NAMED =
      List.of(WrittenDate.DAY_MONTH, WrittenDate.MONTH_DAY, WrittenDate.MONTH_YEAR);

  @Override
  public void find(Passage passage, Consumer<Candidate> found) {
    if (passage.digits()) {
      NUMBERS.forEach(pattern -> find(passage.text(), pattern, found));
    }
    if (passage.digits() && passage.words()) {
      NAMED.forEach(pattern -> find(passage.text(), pattern, found));
    }
  }

  private static void find(String text, Pattern pattern, Consumer<Candidate> found) {
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      if (WrittenDate.parse(matcher.group(), true).isPresent()) {
        found.accept(new Candidate(matcher.start(), matcher.end(), EntityType.DATE, "date@1"));
      }
    }
  }
}
