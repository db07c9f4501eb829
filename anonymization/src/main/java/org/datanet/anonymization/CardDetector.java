package org.datanet.anonymization;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds payment card numbers, written together or in groups. Other numbers may stand right before
/// or behind: every stretch of whole groups with 13 to 19 digits is tried, the longest first.
final class CardDetector implements Detector {

  private static final Pattern RUN =
      Pattern.compile("(?<![\\p{L}\\d.,])\\d++(?:[ -]\\d++)*+(?!\\p{L})");
  private static final Pattern GROUP = Pattern.compile("\\d++");
  private static final int MIN_DIGITS = 13;
  private static final int MAX_DIGITS = 19;

  @Override
  public void find(Passage passage, Consumer<Candidate> found) {
    Matcher run = RUN.matcher(passage.text());
    while (passage.digits() && run.find()) {
      if (run.end() - run.start() >= MIN_DIGITS) {
        find(passage.text(), groups(passage.text(), run), found);
      }
    }
  }

  private static void find(String text, List<int[]> groups, Consumer<Candidate> found) {
    for (int first = 0; first < groups.size(); first++) {
      int last = last(text, groups, first);
      if (last >= first) {
        int start = groups.get(first)[0];
        int end = groups.get(last)[1];
        found.accept(new Candidate(start, end, EntityType.CARD, "card@1"));
        first = last;
      }
    }
  }

  /// The last group of the longest card number that starts with this group, or -1.
  private static int last(String text, List<int[]> groups, int first) {
    int longest = -1;
    int digits = 0;
    for (int i = first; i < groups.size() && digits <= MAX_DIGITS; i++) {
      digits += groups.get(i)[1] - groups.get(i)[0];
      if (digits >= MIN_DIGITS
          && digits <= MAX_DIGITS
          && Checksums.card(text.substring(groups.get(first)[0], groups.get(i)[1]))) {
        longest = i;
      }
    }
    return longest;
  }

  private static List<int[]> groups(String text, Matcher run) {
    List<int[]> groups = new ArrayList<>();
    Matcher group = GROUP.matcher(text).region(run.start(), run.end());
    while (group.find()) {
      groups.add(new int[] {group.start(), group.end()});
    }
    return groups;
  }
}
