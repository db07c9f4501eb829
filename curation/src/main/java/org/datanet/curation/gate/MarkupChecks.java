package org.datanet.curation.gate;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Checks of HTML and XML that are made before any parser sees them.
final class MarkupChecks {

  private static final Pattern TAG = Pattern.compile("<(/?)([A-Za-z][A-Za-z0-9:-]*)[^<>]*?(/?)>");
  private static final Set<String> NEVER_OPEN =
      Set.of(
          "area",
          "base",
          "br",
          "col",
          "embed",
          "hr",
          "img",
          "input",
          "link",
          "meta",
          "source",
          "track",
          "wbr",
          "p",
          "li",
          "dt",
          "dd",
          "option",
          "tr",
          "td",
          "th",
          "thead",
          "tbody",
          "tfoot",
          "colgroup",
          "body",
          "html",
          "head");

  private MarkupChecks() {}

  /// @param page true for HTML, whose `<!doctype html>` is harmless
  static void refuseEntities(String markup, String place, boolean page) throws Refusal {
    String upper = markup.toUpperCase(Locale.ROOT);
    if (upper.contains("<!ENTITY") || (!page && upper.contains("<!DOCTYPE"))) {
      throw new Refusal(
          "xml-entities",
          place,
          "document types and entities are not allowed; remove the DOCTYPE and write the text out");
    }
  }

  /// Counts elements that need an end tag, so that a deep page never reaches a recursive parser.
  static void refuseDepth(String page, int most) throws Refusal {
    Matcher tag = TAG.matcher(page);
    int depth = 0;
    while (tag.find()) {
      String name = String.valueOf(tag.group(2)).toLowerCase(Locale.ROOT);
      if (NEVER_OPEN.contains(name) || "/".equals(tag.group(3))) {
        continue;
      }
      depth = "/".equals(tag.group(1)) ? Math.max(0, depth - 1) : depth + 1;
      if (depth > most) {
        throw new Refusal(
            "nesting-too-deep",
            "character " + tag.start(),
            "more than " + most + " elements are open inside each other; flatten the page");
      }
    }
  }
}
