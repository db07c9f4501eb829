package org.datanet.anonymization;

import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds IBANs, written together or in groups. The country says where one ends, so a word behind it
/// is never taken for a part of it.
final class IbanDetector implements Detector {

  private static final Pattern START =
      Pattern.compile("(?<![\\p{L}\\d])[A-Z]{2}\\d{2}(?=[ -]?[A-Z0-9])");

  @Override
  public void find(Passage passage, Consumer<Candidate> found) {
    String text = passage.text();
    Matcher matcher = START.matcher(text);
    while (matcher.find()) {
      int start = matcher.start();
      int end = end(text, start, Checksums.ibanLength(text.substring(start, start + 2)));
      if (end > 0 && Checksums.iban(text.substring(start, end))) {
        found.accept(new Candidate(start, end, EntityType.IBAN, "iban@1"));
      }
    }
  }

  /// Where the wanted number of letters and digits is reached, single separators between; or -1.
  private static int end(String text, int start, int wanted) {
    int taken = 0;
    for (int i = start; i < text.length() && taken < wanted; i++) {
      char c = text.charAt(i);
      if ((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')) {
        taken++;
      } else if ((c != ' ' && c != '-') || text.charAt(i - 1) == c) {
        return -1;
      }
      if (taken == wanted && taken > 0) {
        return i + 1;
      }
    }
    return -1;
  }
}
