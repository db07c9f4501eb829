package org.datanet.anonymization;

import java.util.Locale;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds telephone numbers: Spanish, British and North American in their usual notations, any other
/// with `+` and country code. A bare run of digits counts only where `bare` says so or a word like
/// "call" stands before it, because it could be any number.
record PhoneDetector(boolean bare) implements Detector {

  private static final String BEFORE = "(?<![\\p{L}\\d+])(?<!\\d[.,/-])";
  private static final String AFTER = "(?![\\p{L}\\d])(?![.,/-]\\d)";
  private static final Pattern NUMBER =
      Pattern.compile(
          "(?:"
              + BEFORE
              + "(?:(?:\\+|00)34[ .-]?)?[6789]\\d{2}[ .-]?(?:\\d{3}[ .-]?\\d{3}|\\d{2}[ .-]?\\d{2}[ .-]?\\d{2})"
              + AFTER
              + ")|(?:"
              + BEFORE
              + "(?:(?:\\+|00)34[ .-]?)?9[1-9][ .-]\\d{3}[ .-]\\d{2}[ .-]?\\d{2}"
              + AFTER
              + ")|(?:"
              + BEFORE
              + "(?:\\+?1[ .-])?(?:\\(\\d{3}\\)[ -]?|[2-9]\\d{2}[ .-])\\d{3}[ .-]\\d{4}"
              + AFTER
              + ")|(?:"
              + BEFORE
              + "(?:\\+44[ ]?(?:\\(0\\)[ ]?)?|0)\\d{2,5}[ -]?\\d{3,4}[ -]?\\d{3,4}"
              + AFTER
              + ")|(?:(?<![\\p{L}\\d])\\+\\d{1,3}(?:[ .()-]{0,2}\\d){7,12}"
              + AFTER
              + ")");
  private static final Pattern CUE =
      Pattern.compile(
          "(?:tel|tlf|tfno|phone|mobile|m[óo]vil|fax|call|ring|contact|llam|whatsapp)[^\\d\\n]{0,20}$");
  private static final int CUE_WINDOW = 32;
  private static final String CHARACTERS = "0123456789+-.() ";
  private static final int MIN_DIGITS = 9;
  private static final int BRITISH_DIGITS = 11;

  @Override
  public void find(Passage passage, Consumer<Candidate> found) {
    String text = passage.text();
    if (!passage.digits()) {
      return;
    }
    Matcher matcher = NUMBER.matcher(text).useTransparentBounds(true);
    int end = 0;
    for (int start = 0; start < text.length(); start = Math.max(end, start + 1)) {
      end = start;
      int digits = 0;
      while (end < text.length() && CHARACTERS.indexOf(text.charAt(end)) >= 0) {
        digits += Character.isDigit(text.charAt(end)) ? 1 : 0;
        end++;
      }
      if (digits >= MIN_DIGITS) {
        find(text, matcher.region(start, end), found);
      }
    }
  }

  private void find(String text, Matcher matcher, Consumer<Candidate> found) {
    while (matcher.find()) {
      String number = matcher.group();
      long digits = number.chars().filter(Character::isDigit).count();
      boolean written = digits < number.length();
      boolean british = number.startsWith("0") && !number.startsWith("00");
      if (digits >= MIN_DIGITS
          && !(british && digits > BRITISH_DIGITS)
          && (bare || written || cued(text, matcher.start()))) {
        found.accept(new Candidate(matcher.start(), matcher.end(), EntityType.PHONE, "phone@1"));
      }
    }
  }

  private static boolean cued(String text, int at) {
    String before = text.substring(Math.max(0, at - CUE_WINDOW), at).toLowerCase(Locale.ROOT);
    return CUE.matcher(before).find();
  }
}
