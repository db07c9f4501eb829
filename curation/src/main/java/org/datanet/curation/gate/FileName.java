package org.datanet.curation.gate;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Rules for the names of uploads: harmless on every file system and on every screen.
final class FileName {

  private static final int MOST_BYTES = 255;
  private static final Pattern DEVICE =
      Pattern.compile("(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])(\\..*)?");
  private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cn}]");

  private FileName() {}

  static void check(String name) throws Refusal {
    String fault = fault(name);
    if (fault != null) {
      throw new Refusal("bad-name", null, "the file's name " + fault + "; rename it");
    }
  }

  static @Nullable String fault(String name) {
    if (name.isBlank() || name.equals(".") || name.equals("..")) {
      return "is empty";
    }
    if (name.indexOf('/') >= 0 || name.indexOf('\\') >= 0) {
      return "holds a path";
    }
    if (UNSEEN.matcher(name).find()) {
      return "holds invisible or control characters";
    }
    if (DEVICE.matcher(name).matches()) {
      return "is the name of a device on Windows";
    }
    if (name.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
      return "is longer than " + MOST_BYTES + " bytes";
    }
    return name.endsWith(".") || !name.equals(name.strip())
        ? "starts or ends with a blank or dot"
        : null;
  }

  /// The name as it may be shown in a message.
  static String shown(String name) {
    String clean = UNSEEN.matcher(name).replaceAll("?");
    return clean.length() <= 80 ? clean : clean.substring(0, 77) + "...";
  }

  /// The part after the last dot in lower case, or an empty text.
  static String extension(String name) {
    int dot = name.lastIndexOf('.');
    return dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
  }
}
