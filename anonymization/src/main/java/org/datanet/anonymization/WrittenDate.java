package org.datanet.anonymization;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A date as somebody wrote it: the day, and how to write another day in the same notation. Years
/// of two digits below 30 belong to this century.
record WrittenDate(LocalDate day, Function<LocalDate, String> notation) {

  private static final List<String> ES =
      List.of(
          "enero",
          "febrero",
          "marzo",
          "abril",
          "mayo",
          "junio",
          "julio",
          "agosto",
          "septiembre",
          "octubre",
          "noviembre",
          "diciembre");
  private static final List<String> EN =
      List.of(
          "january",
          "february",
          "march",
          "april",
          "may",
          "june",
          "july",
          "august",
          "september",
          "october",
          "november",
          "december");
  private static final String MONTHS =
      "(?=[EFMAJSONDefmajsond])(?iu:enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|setiembre|octubre|noviembre|diciembre"
          + "|january|february|march|april|may|june|july|august|september|october|november|december"
          + "|ene|feb|mar|abr|jun|jul|ago|sept?|oct|nov|dic|jan|apr|aug|dec)";
  private static final String FROM = "(?<![\\p{L}\\d])(?<!\\d[.,/])";
  private static final String TO = "(?![\\p{L}\\d&&[^T]])(?![./]\\d)";
  private static final int PIVOT = 30;

  static final Pattern ISO = Pattern.compile(FROM + "(\\d{4})([-/.])(\\d{1,2})\\2(\\d{1,2})" + TO);
  static final Pattern NUMERIC =
      Pattern.compile(FROM + "(\\d{1,2})([-/.])(\\d{1,2})\\2(\\d{4}|\\d{2})" + TO);
  static final Pattern DAY_MONTH =
      Pattern.compile(
          FROM
              + "(\\d{1,2})((?:st|nd|rd|th|º)?(?:[ ]de[ ]|[ ]of[ ]|[ -]))("
              + MONTHS
              + ")(\\.?,?(?:[ ]del?[ ]|[ -])['’]?)(\\d{4}|\\d{2})"
              + TO);
  static final Pattern MONTH_DAY =
      Pattern.compile(
          FROM
              + "("
              + MONTHS
              + ")(\\.?[ ])(\\d{1,2})((?:st|nd|rd|th)?,?[ ]['’]?)(\\d{4}|\\d{2})"
              + TO);
  static final Pattern MONTH_YEAR =
      Pattern.compile(FROM + "(" + MONTHS + ")(\\.?,?[ ](?:de[ ]|of[ ])?)(\\d{4})" + TO);

  static Optional<WrittenDate> parse(String text, boolean dayFirst) {
    try {
      Matcher iso = ISO.matcher(text);
      if (iso.matches()) {
        return Optional.of(iso(iso));
      }
      Matcher numeric = NUMERIC.matcher(text);
      if (numeric.matches()) {
        return Optional.of(numeric(numeric, dayFirst));
      }
      return named(text);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<WrittenDate> named(String text) {
    Matcher day = DAY_MONTH.matcher(text);
    if (day.matches()) {
      return Optional.of(
          new WrittenDate(
              LocalDate.of(year(day.group(5)), month(day.group(3)), number(day.group(1))),
              d ->
                  pad(d.getDayOfMonth(), day.group(1))
                      + day.group(2)
                      + month(d, day.group(3))
                      + day.group(4)
                      + year(d, day.group(5))));
    }
    Matcher month = MONTH_DAY.matcher(text);
    if (month.matches()) {
      return Optional.of(
          new WrittenDate(
              LocalDate.of(year(month.group(5)), month(month.group(1)), number(month.group(3))),
              d ->
                  month(d, month.group(1))
                      + month.group(2)
                      + pad(d.getDayOfMonth(), month.group(3))
                      + month.group(4)
                      + year(d, month.group(5))));
    }
    Matcher only = MONTH_YEAR.matcher(text);
    return only.matches()
        ? Optional.of(
            new WrittenDate(
                LocalDate.of(year(only.group(3)), month(only.group(1)), 15),
                d -> month(d, only.group(1)) + only.group(2) + year(d, only.group(3))))
        : Optional.empty();
  }

  private static WrittenDate iso(Matcher m) {
    return new WrittenDate(
        LocalDate.of(number(m.group(1)), number(m.group(3)), number(m.group(4))),
        d ->
            year(d, m.group(1))
                + m.group(2)
                + pad(d.getMonthValue(), m.group(3))
                + m.group(2)
                + pad(d.getDayOfMonth(), m.group(4)));
  }

  private static WrittenDate numeric(Matcher m, boolean dayFirst) {
    int first = number(m.group(1));
    int second = number(m.group(3));
    boolean day = first > 12 || (second <= 12 && dayFirst);
    return new WrittenDate(
        LocalDate.of(year(m.group(4)), day ? second : first, day ? first : second),
        d ->
            pad(day ? d.getDayOfMonth() : d.getMonthValue(), m.group(1))
                + m.group(2)
                + pad(day ? d.getMonthValue() : d.getDayOfMonth(), m.group(3))
                + m.group(2)
                + year(d, m.group(4)));
  }

  private static int number(String digits) {
    return Integer.parseInt(digits);
  }

  private static int year(String digits) {
    int year = number(digits);
    return digits.length() == 4 ? year : year + (year < PIVOT ? 2000 : 1900);
  }

  private static String year(LocalDate date, String like) {
    return like.length() == 4 ? Integer.toString(date.getYear()) : twoDigits(date.getYear() % 100);
  }

  /// Two digits where the writer used two.
  private static String pad(int value, String like) {
    return like.startsWith("0") || (like.length() == 2 && value < 10)
        ? twoDigits(value)
        : Integer.toString(value);
  }

  private static String twoDigits(int value) {
    return value < 10 ? "0" + value : Integer.toString(value);
  }

  private static int month(String word) {
    String start = word.toLowerCase(Locale.ROOT).replace("setiembre", "septiembre").substring(0, 3);
    for (int i = 0; i < 12; i++) {
      if (ES.get(i).startsWith(start) || EN.get(i).startsWith(start)) {
        return i + 1;
      }
    }
    throw new DateTimeException("no month: " + word);
  }

  private static String month(LocalDate date, String like) {
    String lower = like.toLowerCase(Locale.ROOT);
    boolean capital = Character.isUpperCase(like.charAt(0));
    boolean spanish =
        ES.contains(lower) || (!capital && (lower.equals("may") || !EN.contains(lower)));
    String name = (spanish ? ES : EN).get(date.getMonthValue() - 1);
    String sized = like.length() <= 3 ? name.substring(0, 3) : name;
    if (like.equals(like.toUpperCase(Locale.ROOT))) {
      return sized.toUpperCase(Locale.ROOT);
    }
    return capital ? Character.toUpperCase(sized.charAt(0)) + sized.substring(1) : sized;
  }
}
