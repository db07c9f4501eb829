package org.datanet.curation.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A text without the characters that hide or change what a reader sees: terminal escapes, control
/// characters, direction overrides (CVE-2021-42574), zero-width spaces.
///
/// @param removed one finding per kind of removed character, at its first place
record CleanText(String text, List<Finding> removed) {

  private record Kind(Pattern pattern, String name) {}

  private static final List<Kind> KINDS =
      List.of(
          new Kind(Pattern.compile("\u001b\\[[0-9;?]*[ -/]*[@-~]"), "terminal escape sequences"),
          new Kind(
              Pattern.compile("[\\x00-\\x08\\x0b\\x0e-\\x1f\\x7f-\\x84\\x86-\\x9f]"),
              "control characters"),
          new Kind(Pattern.compile("[\u202a-\u202e\u2066-\u2069]"), "text direction overrides"),
          new Kind(Pattern.compile("[\u200b\u2060\ufeff]"), "invisible characters"));

  static CleanText of(String text) {
    String clean = text;
    List<Finding> removed = new ArrayList<>();
    for (Kind kind : KINDS) {
      Matcher matcher = kind.pattern().matcher(clean);
      if (matcher.find()) {
        String place = "line " + line(clean, matcher.start());
        removed.add(
            Finding.at(
                place,
                "control-characters",
                kind.name() + " were removed; check that the text reads as you mean it"));
        clean = matcher.reset().replaceAll("");
      }
    }
    return new CleanText(clean, removed);
  }

  static int line(String text, int offset) {
    return 1 + (int) text.chars().limit(offset).filter(c -> c == '\n').count();
  }
}
