package org.datanet.inference.constrained;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A regular expression (the common part of ECMA 262 and others: literals, classes, groups, `|`,
/// `?`, `*`, `+`, `{m,n}`) as the language of JSON string contents that it matches as a whole,
/// anchored or not. Classes and literals are of ASCII; `.` and negated classes also match other
/// characters.
final class Pattern {

  private static final int MOST_TIMES = 1000;
  private static final Map<Character, Character> CONTROLS =
      Map.of('n', '\n', 't', '\t', 'r', '\r', 'f', '\f');

  private final JsonText json;
  private final Languages in;
  private final String source;
  private int at;

  Pattern(JsonText json, String source) {
    this.json = json;
    this.in = json.in;
    this.source = source;
  }

  /// @throws IllegalArgumentException when the pattern is malformed or uses something else
  Language language() {
    Language all = alternatives();
    if (at < source.length()) {
      throw wrong("an unexpected " + source.charAt(at));
    }
    return all;
  }

  private Language alternatives() {
    List<Language> options = new ArrayList<>();
    do {
      options.add(terms());
    } while (take('|'));
    return in.choice(options);
  }

  private Language terms() {
    List<Language> terms = new ArrayList<>(List.of(in.empty()));
    while (at < source.length() && peek() != '|' && peek() != ')') {
      boolean anchor = (peek() == '^' && terms.size() == 1) || (peek() == '$' && lastHere());
      if (anchor) {
        at++;
      } else {
        terms.add(counted(atom()));
      }
    }
    return in.sequence(terms.toArray(Language[]::new));
  }

  private boolean lastHere() {
    int next = at + 1;
    return next == source.length() || source.charAt(next) == '|' || source.charAt(next) == ')';
  }

  private Language counted(Language atom) {
    if (take('?')) {
      return in.optional(atom);
    }
    if (take('*')) {
      return repeat(atom, 0, Languages.UNBOUNDED);
    }
    if (take('+')) {
      return repeat(atom, 1, Languages.UNBOUNDED);
    }
    if (!take('{')) {
      return atom;
    }
    int least = number();
    int most = take(',') ? (peek() == '}' ? Languages.UNBOUNDED : number()) : least;
    if (!take('}') || least > MOST_TIMES || most > MOST_TIMES) {
      throw wrong("a count that is malformed or above " + MOST_TIMES);
    }
    return repeat(atom, least, most);
  }

  private Language repeat(Language atom, int least, int most) {
    if (atom.matchesEmpty()) {
      throw wrong("a repetition of something that may be empty");
    }
    return in.repeat(atom, least, most);
  }

  private int number() {
    int start = at;
    while (at < source.length() && Character.isDigit(peek()) && at - start < 5) {
      at++;
    }
    if (at == start) {
      throw wrong("a count without a number");
    }
    return Integer.parseInt(source.substring(start, at));
  }

  private Language atom() {
    char c = source.charAt(at++);
    return switch (c) {
      case '(' -> group();
      case '[' -> members();
      case '.' -> characters(except(new BitSet()), true);
      case '\\' -> escaped();
      case '^', '$', '*', '+', '?', '{' -> throw wrong("an unexpected " + c);
      default -> c < 0x80 ? single(c) : literal(c);
    };
  }

  private Language literal(char c) {
    at--;
    int point = source.codePointAt(at);
    at += Character.charCount(point);
    return in.literal(Character.toString(point));
  }

  private Language group() {
    if (take('?') && !take(':')) {
      throw wrong("a group of a special kind");
    }
    Language inside = alternatives();
    if (!take(')')) {
      throw wrong("a group without end");
    }
    return inside;
  }

  private Language escaped() {
    if (at == source.length()) {
      throw wrong("a \\ at its end");
    }
    char c = source.charAt(at++);
    BitSet known = named(c);
    boolean negated = Character.isUpperCase(c);
    return known == null ? single(plain(c)) : characters(known, negated);
  }

  private char plain(char c) {
    Character control = CONTROLS.get(c);
    if (control != null) {
      return control;
    }
    if (Character.isLetterOrDigit(c)) {
      throw wrong("the escape \\" + c);
    }
    return c;
  }

  /// The ASCII characters of `\d`, `\w`, `\s` and their opposites; null for others.
  private static @Nullable BitSet named(char c) {
    BitSet set = new BitSet();
    switch (Character.toLowerCase(c)) {
      case 'd' -> set.set('0', '9' + 1);
      case 'w' -> {
        set.set('0', '9' + 1);
        set.set('a', 'z' + 1);
        set.set('A', 'Z' + 1);
        set.set('_');
      }
      case 's' -> " \t\n\r\f".chars().forEach(set::set);
      default -> {
        return null;
      }
    }
    return Character.isUpperCase(c) ? except(set) : set;
  }

  private static BitSet except(BitSet set) {
    BitSet other = (BitSet) set.clone();
    other.flip(0x20, 0x7f);
    return other;
  }

  private Language members() {
    boolean negated = take('^');
    BitSet set = new BitSet();
    while (at < source.length() && peek() != ']') {
      range(set);
    }
    if (!take(']')) {
      throw wrong("a class without end");
    }
    return characters(negated ? except(set) : set, negated);
  }

  private void range(BitSet set) {
    char from = source.charAt(at++);
    if (from == '\\' && at < source.length()) {
      char c = source.charAt(at++);
      BitSet known = named(c);
      if (known != null) {
        set.or(known);
        return;
      }
      from = plain(c);
    }
    char to = from;
    if (at + 1 < source.length() && peek() == '-' && source.charAt(at + 1) != ']') {
      to = source.charAt(at + 1);
      at += 2;
    }
    if (from > to || to >= 0x80 || to == '\\') {
      throw wrong("a class of something else than ASCII");
    }
    set.set(from, to + 1);
  }

  private Language characters(BitSet ascii, boolean wide) {
    BitSet safe = (BitSet) ascii.clone();
    safe.and(printable());
    List<Language> options = new ArrayList<>(List.of(in.oneOf(safe)));
    ascii.stream().filter(c -> !safe.get(c)).forEach(c -> options.add(single((char) c)));
    if (wide) {
      options.add(json.wide());
    }
    return in.choice(options);
  }

  /// One character, in the spelling it has within a JSON string.
  private Language single(char c) {
    return switch (c) {
      case '"', '\\' -> in.literal("\\" + c);
      case '\n' -> in.literal("\\n");
      case '\t' -> in.literal("\\t");
      case '\r' -> in.literal("\\r");
      case '\f' -> in.literal("\\f");
      default -> {
        if (c < 0x20 || c == 0x7f) {
          throw wrong("a control character");
        }
        yield in.literal(String.valueOf(c));
      }
    };
  }

  private static BitSet printable() {
    BitSet set = new BitSet();
    set.set(0x20, 0x7f);
    set.clear('"');
    set.clear('\\');
    return set;
  }

  private char peek() {
    return at < source.length() ? source.charAt(at) : 0;
  }

  private boolean take(char c) {
    boolean here = at < source.length() && source.charAt(at) == c;
    at += here ? 1 : 0;
    return here;
  }

  private static IllegalArgumentException wrong(String what) {
    return new IllegalArgumentException("has " + what);
  }
}
