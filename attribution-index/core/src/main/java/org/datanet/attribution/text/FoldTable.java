package org.datanet.attribution.text;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import com.ibm.icu.lang.UScript;
import com.ibm.icu.text.Normalizer2;

/// What a character (one UTF-16 unit) becomes and how it divides words, looked up in one table.
///
/// An entry's low 16 bits are the folded character, the bits above its kind. A character is
/// *simple* when its folded form is one character, whatever stands around it, and the rules of UAX
/// #29 for it need no dictionary: then the kind tells all. Entries are found when they are first
/// asked for, so a process that reads only ASCII never loads ICU's data. Threads may find an entry
/// twice, and always the same one; an int is written whole, so the table needs no lock.
final class FoldTable {

  /// WB5-WB13: characters that words are made of.
  static final int LETTER = 1;

  static final int DIGIT = 2;
  static final int EXTENDER = 4;

  /// WB6, WB7: joins two letters that it stands between. Three bits above [#LETTER].
  static final int JOINS_LETTERS = 8;

  /// WB11, WB12: joins two digits that it stands between. Three bits above [#DIGIT].
  static final int JOINS_DIGITS = 16;

  static final int SIMPLE = 32;

  /// Nothing before it can change or join its folded form, which begins with neither an Extend nor
  /// a Format character. Every simple character is one.
  static final int STARTER = 64;

  /// Simple, in no rule of UAX #29 but WB3, WB3d, WB4 and WB999 (white space, most punctuation).
  static final int DIVIDER = 128;

  static final int WORD = LETTER | DIGIT | EXTENDER;
  static final int KIND_SHIFT = 16;

  private static final int KNOWN = 256;
  private static final int[] ENTRIES = new int[0x10000];

  private FoldTable() {}

  static int entry(char c) {
    int entry = ENTRIES[c];
    return entry == 0 ? ENTRIES[c] = find(c) : entry;
  }

  static int kind(char c) {
    return entry(c) >>> KIND_SHIFT;
  }

  private static int find(char c) {
    if (c < 0x80) {
      return pack(c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c, asciiKind(c));
    }
    if (Character.isSurrogate(c) || !Icu.FOLD.hasBoundaryBefore(c)) {
      return pack(c, 0);
    }
    String folded = Icu.FOLD.normalize(String.valueOf(c));
    int first = folded.isEmpty() ? c : LookAlikes.fold(folded.codePointAt(0));
    boolean single = folded.length() == 1 && first <= Character.MAX_VALUE;
    return pack((char) first, folded.isEmpty() ? 0 : Icu.kind(first) & (single ? -1 : STARTER));
  }

  private static int pack(char folded, int kind) {
    return (KNOWN | kind) << KIND_SHIFT | folded;
  }

  private static int asciiKind(char c) {
    int kind =
        switch (c) {
          case '_' -> EXTENDER;
          case '.', '\'' -> JOINS_LETTERS | JOINS_DIGITS;
          case ':' -> JOINS_LETTERS;
          case ',', ';' -> JOINS_DIGITS;
          case '"' -> 0; // WB7b, WB7c: joins Hebrew letters
          default -> Character.isDigit(c) ? DIGIT : Character.isLetter(c) ? LETTER : DIVIDER;
        };
    return kind | SIMPLE | STARTER;
  }

  /// ICU's data, loaded when the first character beyond ASCII comes.
  private static final class Icu {

    static final Normalizer2 FOLD = Normalizer2.getNFKCCasefoldInstance();

    /// The kind of a folded character that nothing joins from before.
    static int kind(int folded) {
      if (needsDictionary(folded)) {
        return STARTER;
      }
      return switch (UCharacter.getIntPropertyValue(folded, UProperty.WORD_BREAK)) {
        case UCharacter.WordBreak.ALETTER -> SIMPLE | STARTER | LETTER;
        case UCharacter.WordBreak.NUMERIC -> SIMPLE | STARTER | DIGIT;
        case UCharacter.WordBreak.EXTENDNUMLET -> SIMPLE | STARTER | EXTENDER;
        case UCharacter.WordBreak.MIDLETTER -> SIMPLE | STARTER | JOINS_LETTERS;
        case UCharacter.WordBreak.MIDNUM -> SIMPLE | STARTER | JOINS_DIGITS;
        case UCharacter.WordBreak.MIDNUMLET, UCharacter.WordBreak.SINGLE_QUOTE ->
            SIMPLE | STARTER | JOINS_LETTERS | JOINS_DIGITS;
        case UCharacter.WordBreak.OTHER,
            UCharacter.WordBreak.NEWLINE,
            UCharacter.WordBreak.WSEGSPACE ->
            SIMPLE | STARTER | DIVIDER;
        case UCharacter.WordBreak.EXTEND, UCharacter.WordBreak.FORMAT, UCharacter.WordBreak.ZWJ ->
            0;
        default ->
            STARTER; // Hebrew, Katakana, regional indicators; a quotation mark others fold to
      };
    }

    private static boolean needsDictionary(int folded) {
      int script = UScript.getScript(folded);
      return script == UScript.HAN
          || script == UScript.HIRAGANA
          || script == UScript.KATAKANA
          || script == UScript.HANGUL
          || UCharacter.hasBinaryProperty(folded, UProperty.IDEOGRAPHIC)
          || UCharacter.getIntPropertyValue(folded, UProperty.LINE_BREAK)
              == UCharacter.LineBreak.COMPLEX_CONTEXT;
    }
  }
}
