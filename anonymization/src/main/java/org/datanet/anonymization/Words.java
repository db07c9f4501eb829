package org.datanet.anonymization;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/// Building blocks of names and places in Spanish and English, as regular expressions. Spaces are
/// blanks only: nothing reaches over a line end.
final class Words {

  /// A capitalised or all-capitals word, inner apostrophes and hyphens included.
  static final String WORD = "\\p{Lu}[\\p{L}\\p{M}]*+(?:['’-]\\p{L}[\\p{L}\\p{M}]*+)*+";

  /// Like [#WORD], but not all capitals: headings do not count.
  static final String TITLE_WORD =
      "\\p{Lu}(?=[\\p{Ll}\\p{M}'’])[\\p{L}\\p{M}]*+(?:['’-]\\p{L}[\\p{L}\\p{M}]*+)*+";

  static final String LINK =
      "(?:de la|de los|de las|del|de|la|las|los|el|y|e|van|von|der|da|do|dos)";

  /// A person inside a sentence: no comma.
  static final String PERSON_IN_TEXT =
      "(?:\\p{Lu}\\.[ ]?){0,3}"
          + WORD
          + "(?:[ ](?:"
          + LINK
          + "[ ])?(?:"
          + WORD
          + "|\\p{Lu}\\.)){0,5}";

  /// A person as in registers: `LAST LAST, First`.
  static final String PERSON_SURNAME_FIRST =
      WORD + "(?:[ ](?:" + LINK + "[ ])?" + WORD + "){0,3}+,[ ]" + PERSON_IN_TEXT;

  /// A place or institution: up to five words, none all in capitals.
  static final String PLACE = TITLE_WORD + "(?:[ ](?:" + LINK + "[ ])?" + TITLE_WORD + "){0,4}";

  private static final Pattern MARKS = Pattern.compile("\\p{M}+");
  private static final Pattern POSSESSIVE = Pattern.compile("['’]s$");

  private Words() {}

  /// Lower case, without accents and possessive 's: the form in which mentions are compared.
  static String fold(String word) {
    String lower = word.toLowerCase(Locale.ROOT);
    if (isPlain(lower)) {
      return lower;
    }
    String bare = MARKS.matcher(Normalizer.normalize(lower, Normalizer.Form.NFKD)).replaceAll("");
    return POSSESSIVE.matcher(bare).replaceAll("").replace('’', '\'');
  }

  private static boolean isPlain(String word) {
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      if (c >= 128 || c == '\'') {
        return false;
      }
    }
    return true;
  }
}
