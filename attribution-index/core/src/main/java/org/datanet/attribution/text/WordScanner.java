package org.datanet.attribution.text;

import org.jspecify.annotations.Nullable;

/// Finds the words of a text of any length in memory that does not grow with it. Reusable, by one
/// thread at a time; allocates nothing while it reads simple text (see [FoldTable]).
///
/// The text is read through a window. A place right after a [FoldTable#DIVIDER] and right before a
/// [FoldTable#STARTER] is a *sure* boundary: the folded form is the same on both sides of it, as
/// nothing joins a starter from before (UAX #15); and UAX #29 always divides there (WB3a, WB3b or
/// WB999; between two spaces WB3d does not, but there is no word), as no rule looks across a
/// divider and the starter is neither Extend nor Format (WB4). So what lies between two sure
/// boundaries can be cut alone: simple characters by the rules WB5-WB13 below, any other stretch by
/// ICU. A stretch of more than 65,536 characters without a sure boundary is no writing; it is
/// divided after every 65,536, counted from its own beginning.
public final class WordScanner {

  /// The longest stretch that is looked at as a whole, in UTF-16 units.
  static final int WINDOW = 1 << 16;

  private static final int EXTENDER_ALONE =
      FoldTable.EXTENDER | FoldTable.SIMPLE | FoldTable.STARTER;

  private final int limit;
  private char[] window = {}; // from the text; folded up to the scan's place
  private byte[] kinds = {}; // of the folded characters; two zeros follow the last
  private @Nullable UnicodeWords unicode; // loads ICU's rules and dictionaries: only when needed

  public WordScanner() {
    this(WINDOW);
  }

  WordScanner(int limit) {
    this.limit = limit;
  }

  /// Gives `sink` every word of `text`.
  public void scan(CharSequence text, WordSink sink) {
    int base = 0;
    while (base < text.length()) {
      int length = Math.min(limit, text.length() - base);
      if (window.length < length) {
        window = new char[length];
        kinds = new byte[length + 2];
      }
      text.getChars(base, base + length, window, 0);
      base += scanWindow(text, base, length, sink);
    }
  }

  /// Scans the window up to the last sure boundary, or to its end where that is the text's or there
  /// is no boundary. Returns how many characters are done: at least one.
  private int scanWindow(CharSequence text, int base, int length, WordSink sink) {
    boolean last = base + length == text.length();
    int at = 0;
    while (at < length) {
      int simple = foldSimple(at, length);
      int sure = simple == length && last ? length : lastSure(at, simple, length);
      if (simple == length && sure == 0) {
        sure = length; // no boundary in a whole window
      }
      words(at, sure, base, sink);
      if (simple == length) {
        return sure;
      }
      at = sureAfter(simple, length);
      if (at == length && !last) {
        if (sure > 0) {
          return sure; // the next window shows more of this stretch
        }
        at -= Character.isHighSurrogate(window[length - 1]) && length > 1 ? 1 : 0;
      }
      String stretch = text.subSequence(base + sure, base + at).toString();
      unicode().scan(stretch, base + sure, sink);
    }
    return at;
  }

  private UnicodeWords unicode() {
    if (unicode == null) {
      unicode = new UnicodeWords();
    }
    return unicode;
  }

  /// Folds the window from `from` up to the first character that is not simple, or `to`.
  private int foldSimple(int from, int to) {
    for (int i = from; i < to; i++) {
      int entry = FoldTable.entry(window[i]);
      if ((entry & FoldTable.SIMPLE << FoldTable.KIND_SHIFT) == 0) {
        return i;
      }
      window[i] = (char) entry;
      kinds[i] = (byte) (entry >>> FoldTable.KIND_SHIFT);
    }
    kinds[to] = 0;
    kinds[to + 1] = 0;
    return to;
  }

  /// The last sure boundary behind `from` and up to `to`, where simple characters end, else `from`.
  private int lastSure(int from, int to, int length) {
    int at = to < length && (FoldTable.kind(window[to]) & FoldTable.STARTER) != 0 ? to : to - 1;
    while (at > from && (kinds[at - 1] & FoldTable.DIVIDER) == 0) {
      at--;
    }
    return Math.max(at, from);
  }

  /// The first sure boundary before a simple character after `from`, else the last one before any
  /// starter, else `to`. From `from` on the window is not folded.
  private int sureAfter(int from, int to) {
    int sure = to;
    for (int i = from + 1; i < to; i++) {
      if ((FoldTable.kind(window[i - 1]) & FoldTable.DIVIDER) != 0) {
        int kind = FoldTable.kind(window[i]);
        if ((kind & FoldTable.SIMPLE) != 0) {
          return i;
        }
        sure = (kind & FoldTable.STARTER) != 0 ? i : sure;
      }
    }
    return sure;
  }

  /// Gives the words of `[from, to)`, simple characters between two sure boundaries.
  private void words(int from, int to, int base, WordSink sink) {
    int at = from;
    while (true) {
      while (at < to && (kinds[at] & FoldTable.WORD) == 0) {
        at++;
      }
      if (at >= to) {
        return;
      }
      int end = wordEnd(at);
      if (end > at + 1 || kinds[at] != EXTENDER_ALONE) {
        sink.word(window, at, end, base + at, base + end);
      }
      at = end;
    }
  }

  /// WB5-WB13: letters, digits and extenders stay together; a joiner joins two of its own.
  private int wordEnd(int from) {
    int at = from;
    while (true) {
      do {
        at++;
      } while ((kinds[at] & FoldTable.WORD) != 0);
      int joined = kinds[at - 1] & kinds[at] >> 3 & kinds[at + 1];
      if ((joined & (FoldTable.LETTER | FoldTable.DIGIT)) == 0) {
        return at;
      }
      at++;
    }
  }
}
