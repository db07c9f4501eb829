package org.datanet.curation.duplicates;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/// The form in which texts are compared: NFKC, invisible characters removed, look-alike letters of
/// Cyrillic and Greek folded to Latin (after Unicode UTS 39, the common ones), lower case, and for
/// prose words only, one space apart.
final class NormalisedText {

  private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cf}\\u00AD\\u034F\\u115F\\u1160]");
  private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");
  private static final Pattern BLANKS = Pattern.compile("\\s+");
  private static final String LOOK_ALIKES = "аесорхуіјѕԁһӏԛԝвкмнтгёїαβεικνορτυχγηωѵᴀɡıⅼ";
  private static final String LATIN = "aecopxyijsdhlqwbkmhtreiabeikvoptuxynwvagil";

  private NormalisedText() {}

  /// Words only, for prose.
  static String words(String text) {
    return NO_WORD.matcher(folded(text)).replaceAll(" ").strip();
  }

  /// Punctuation kept, for rows of data, where it carries meaning (signs, decimal marks).
  static String data(String text) {
    return BLANKS.matcher(folded(text)).replaceAll(" ").strip();
  }

  private static String folded(String text) {
    String plain = Normalizer.normalize(text, Normalizer.Form.NFKC);
    String lower = INVISIBLE.matcher(plain).replaceAll("").toLowerCase(Locale.ROOT);
    StringBuilder folded = new StringBuilder(lower.length());
    for (int i = 0; i < lower.length(); i++) {
      int at = LOOK_ALIKES.indexOf(lower.charAt(i));
      folded.append(at < 0 ? lower.charAt(i) : LATIN.charAt(at));
    }
    return folded.toString();
  }
}
