package org.datanet.inference.constrained;

import java.io.ByteArrayOutputStream;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A set of byte strings, as an expression that is read byte by byte: reading a byte leaves the
/// language of what may follow (derivatives of regular expressions, Brzozowski 1964, with named
/// rules for nesting as in Might et al. 2011). Expressions are made by [Languages], which makes
/// equal ones the same object, so that an object is a state of an automaton that grows as it is
/// needed.
abstract sealed class Language {

  /// Length of a language without strings.
  static final int ENDLESS = Integer.MAX_VALUE / 4;

  private @Nullable Language[] after = new Language[0];
  private int shortest = ENDLESS;
  private int tokensNeeded = -1;

  /// Whether the empty string belongs to it.
  abstract boolean matchesEmpty();

  abstract Language derive(int read, Languages in);

  /// Bytes of its shortest string, by what is known of its parts now.
  abstract int measure();

  /// Writes a shortest string.
  abstract void writeShortest(ByteArrayOutputStream out);

  /// What may follow a byte, 0 to 255; [Nothing] when it may not come.
  final Language after(int read, Languages in) {
    if (after.length == 0) {
      after = new Language[256];
    }
    Language known = after[read];
    if (known == null) {
      known = derive(read, in);
      after[read] = known;
    }
    return known;
  }

  /// Bytes of its shortest string, or [#ENDLESS].
  final int shortest() {
    return shortest;
  }

  /// Measures it anew; true if that changed something.
  final boolean remeasure() {
    int before = shortest;
    shortest = measure();
    return shortest != before;
  }

  /// What [#tokensNeeded(int)] was told; -1 at first.
  final int tokensNeeded() {
    return tokensNeeded;
  }

  /// Keeps how many tokens complete a text from here.
  final void tokensNeeded(int tokens) {
    tokensNeeded = tokens;
  }

  boolean impossible() {
    return false;
  }

  /// No string at all.
  static final class Nothing extends Language {
    @Override
    boolean matchesEmpty() {
      return false;
    }

    @Override
    Language derive(int read, Languages in) {
      return this;
    }

    @Override
    int measure() {
      return ENDLESS;
    }

    @Override
    void writeShortest(ByteArrayOutputStream out) {
      throw new IllegalStateException("there is no string");
    }

    @Override
    boolean impossible() {
      return true;
    }
  }

  /// The empty string alone.
  static final class Empty extends Language {
    @Override
    boolean matchesEmpty() {
      return true;
    }

    @Override
    Language derive(int read, Languages in) {
      return in.nothing();
    }

    @Override
    int measure() {
      return 0;
    }

    @Override
    void writeShortest(ByteArrayOutputStream out) {}
  }

  /// One byte of a set.
  static final class OneOf extends Language {
    private final BitSet bytes;

    OneOf(BitSet bytes) {
      this.bytes = bytes;
    }

    @Override
    boolean matchesEmpty() {
      return false;
    }

    @Override
    Language derive(int read, Languages in) {
      return bytes.get(read) ? in.empty() : in.nothing();
    }

    @Override
    int measure() {
      return 1;
    }

    @Override
    void writeShortest(ByteArrayOutputStream out) {
      int preferred = bytes.get('0') ? '0' : bytes.nextSetBit(0);
      out.write(preferred);
    }
  }

  /// A string of the first, then one of the second.
  static final class Sequence extends Language {
    final Language first;
    final Language rest;

    Sequence(Language first, Language rest) {
      this.first = first;
      this.rest = rest;
    }

    @Override
    boolean matchesEmpty() {
      return first.matchesEmpty() && rest.matchesEmpty();
    }

    @Override
    Language derive(int read, Languages in) {
      Language through = in.sequence(first.after(read, in), rest);
      return first.matchesEmpty() ? in.choice(List.of(through, rest.after(read, in))) : through;
    }

    @Override
    int measure() {
      return Math.min(ENDLESS, first.shortest() + rest.shortest());
    }

    @Override
    void writeShortest(ByteArrayOutputStream out) {
      Language left = this;
      while (left instanceof Sequence parts) {
        parts.first.writeShortest(out);
        left = parts.rest;
      }
      left.writeShortest(out);
    }
  }

  /// A string of any of several.
  static final class Choice extends Language {
    final List<Language> options;

    Choice(List<Language> options) {
      this.options = options;
    }

    @Override
    boolean matchesEmpty() {
      return options.stream().anyMatch(Language::matchesEmpty);
    }

    @Override
    Language derive(int read, Languages in) {
      return in.choice(options.stream().map(option -> option.after(read, in)).toList());
    }

    @Override
    int measure() {
      return options.stream().mapToInt(Language::shortest).min().orElse(ENDLESS);
    }

    @Override
    void writeShortest(ByteArrayOutputStream out) {
      Language best = options.getFirst();
      for (Language option : options) {
        best = option.shortest() < best.shortest() ? option : best;
      }
      best.writeShortest(out);
    }
  }

  /// Between `least` and `most` strings of one language, which has no empty string.
  static final class Repeat extends Language {
    private final Language item;
    private final int least;
    private final int most;

    Repeat(Language item, int least, int most) {
      this.item = item;
      this.least = least;
      this.most = most;
    }

    @Override
    boolean matchesEmpty() {
      return least == 0;
    }

    @Override
    Language derive(int read, Languages in) {
      int left = most == Languages.UNBOUNDED ? most : most - 1;
      return in.sequence(item.after(read, in), in.repeat(item, Math.max(0, least - 1), left));
    }

    @Override
    int measure() {
      return least == 0 ? 0 : (int) Math.min(ENDLESS, (long) least * item.shortest());
    }

    @Override
    void writeShortest(ByteArrayOutputStream out) {
      for (int i = 0; i < least; i++) {
        item.writeShortest(out);
      }
    }
  }

  /// A language with a name, so that it can occur within itself. It never has the empty string.
  static final class Rule extends Language {
    private @Nullable Language body;

    void define(Language as) {
      body = as;
    }

    private Language body() {
      if (body == null) {
        throw new IllegalStateException("a rule has no body");
      }
      return body;
    }

    @Override
    boolean matchesEmpty() {
      return false;
    }

    @Override
    Language derive(int read, Languages in) {
      return body().after(read, in);
    }

    @Override
    int measure() {
      return body().shortest();
    }

    @Override
    void writeShortest(ByteArrayOutputStream out) {
      body().writeShortest(out);
    }
  }

  /// A shortest string.
  final byte[] example() {
    var out = new ByteArrayOutputStream();
    writeShortest(out);
    return out.toByteArray();
  }
}
