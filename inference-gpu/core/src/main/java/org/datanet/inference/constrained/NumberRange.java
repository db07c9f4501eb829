package org.datanet.inference.constrained;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Numbers between bounds. Bounds of fractions are narrowed to whole numbers, so `minimum` 0.5 is
/// read as 1.
record NumberRange(JsonText json, JsonNode schema, String path) {

  static final Set<String> KEYWORDS =
      Set.of("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf");

  private static final long LIMIT = 999_999_999_999_999L;

  Language integer() {
    refuseMultiples();
    long low = low();
    long high = high();
    if (low > high) {
      throw new UnsupportedSchemaException(path, "allows no whole number");
    }
    List<Language> parts = new ArrayList<>();
    if (high >= 0) {
      parts.add(range(Math.max(0, low), high));
    }
    if (low < 0) {
      parts.add(json.in.sequence(json.in.ascii("-"), range(Math.max(1, -high), -low)));
    }
    return json.in.choice(parts);
  }

  Language number() {
    if (schema.has("multipleOf")) {
      return integer();
    }
    if (KEYWORDS.stream().noneMatch(schema::has)) {
      return json.number();
    }
    List<Language> parts = new ArrayList<>();
    parts.add(integer());
    long low = low();
    long high = high();
    if (high > 0 && high > Math.max(0, low)) {
      parts.add(json.in.sequence(range(Math.max(0, low), high - 1), someFraction()));
    }
    if (low < 0 && -low > Math.max(0, -high)) {
      parts.add(
          json.in.sequence(
              json.in.ascii("-"), range(Math.max(0, -high), -low - 1), someFraction()));
    }
    return json.in.choice(parts);
  }

  private Language someFraction() {
    return json.in.sequence(json.in.ascii("."), json.in.repeat(json.in.ascii("0-9"), 1, 10));
  }

  private long low() {
    long low = -LIMIT;
    if (schema.has("minimum")) {
      low = bound("minimum", RoundingMode.CEILING);
    }
    if (schema.has("exclusiveMinimum")) {
      low = Math.max(low, bound("exclusiveMinimum", RoundingMode.FLOOR) + 1);
    }
    return low;
  }

  private long high() {
    long high = LIMIT;
    if (schema.has("maximum")) {
      high = bound("maximum", RoundingMode.FLOOR);
    }
    if (schema.has("exclusiveMaximum")) {
      high = Math.min(high, bound("exclusiveMaximum", RoundingMode.CEILING) - 1);
    }
    return high;
  }

  private void refuseMultiples() {
    if (schema.has("multipleOf") && schema.path("multipleOf").doubleValue() != 1) {
      throw new UnsupportedSchemaException(path + "/multipleOf", "is not supported");
    }
  }

  private long bound(String keyword, RoundingMode rounding) {
    JsonNode value = schema.path(keyword);
    if (!value.isNumber() || Math.abs(value.doubleValue()) > LIMIT) {
      throw new UnsupportedSchemaException(
          path + "/" + keyword, "must be a number between -" + LIMIT + " and " + LIMIT);
    }
    return new BigDecimal(value.asText()).setScale(0, rounding).longValueExact();
  }

  /// Whole numbers, neither below `low` nor above `high`, both at least 0.
  private Language range(long low, long high) {
    List<Language> lengths = new ArrayList<>();
    long first = low;
    while (first <= high) {
      int digits = Long.toString(first).length();
      long last = Math.min(high, (long) Math.pow(10, digits) - 1);
      lengths.add(sameLength(Long.toString(first), Long.toString(last)));
      first = last + 1;
    }
    return json.in.choice(lengths);
  }

  /// Digit strings of one length between two.
  private Language sameLength(String low, String high) {
    if (low.isEmpty()) {
      return json.in.empty();
    }
    char from = low.charAt(0);
    char to = high.charAt(0);
    String lowRest = low.substring(1);
    String highRest = high.substring(1);
    if (from == to) {
      return json.in.sequence(json.in.bytes(from, from), sameLength(lowRest, highRest));
    }
    int rest = lowRest.length();
    List<Language> options = new ArrayList<>();
    options.add(json.in.sequence(json.in.bytes(from, from), sameLength(lowRest, "9".repeat(rest))));
    options.add(json.in.sequence(json.in.bytes(to, to), sameLength("0".repeat(rest), highRest)));
    if (to - from > 1) {
      options.add(
          json.in.sequence(
              json.in.bytes(from + 1, to - 1), json.in.repeat(json.in.ascii("0-9"), rest, rest)));
    }
    return json.in.choice(options);
  }
}
