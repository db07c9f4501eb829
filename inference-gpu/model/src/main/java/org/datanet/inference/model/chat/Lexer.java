package org.datanet.inference.model.chat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.datanet.inference.model.chat.Token.Kind;

/// Cuts a template into tokens and removes the white space that tags swallow: `-` at a tag's edge,
/// the newline after a block or comment (`trim_blocks`), blanks before one that starts a line
/// (`lstrip_blocks`), and one newline at the end of the template.
final class Lexer {

  private static final Pattern WORD =
      Pattern.compile(
          "(?<name>[\\p{L}_][\\p{L}\\p{N}_]*)"
              + "|(?<float>\\d[\\d_]*(?:\\.\\d+(?:[eE][+-]?\\d+)?|[eE][+-]?\\d+))"
              + "|(?<integer>\\d[\\d_]*)"
              + "|(?<symbol>\\*\\*|//|==|!=|<=|>=|[-+*/%~<>=()\\[\\]{}.,:|])");
  private static final Map<Character, Character> ESCAPES =
      Map.of('n', '\n', 't', '\t', 'r', '\r', 'b', '\b', 'f', '\f');

  private final String source;
  private final List<Token> tokens = new ArrayList<>();
  private int at;
  private int line = 1;

  /// Whether the text that follows starts a line.
  private boolean lineStart = true;

  /// Whether white space that follows is swallowed by the tag before it.
  private boolean swallow;

  private Lexer(String source) {
    this.source = source;
  }

  static List<Token> tokens(String template) {
    String source = template.replace("\r\n", "\n").replace('\r', '\n');
    return new Lexer(source.endsWith("\n") ? source.substring(0, source.length() - 1) : source)
        .all();
  }

  private List<Token> all() {
    while (at < source.length()) {
      int tag = nextTag();
      char kind = tag < source.length() ? source.charAt(tag + 1) : 0;
      text(source.substring(at, tag), kind);
      at = tag;
      if (kind == '#') {
        comment();
      } else if (kind != 0) {
        tag(kind == '{' ? Kind.PRINT : Kind.BLOCK, kind == '{' ? "}}" : "%}");
      }
    }
    add(Kind.END, "");
    return tokens;
  }

  private int nextTag() {
    for (int i = at; i + 1 < source.length(); i++) {
      if (source.charAt(i) == '{' && "{%#".indexOf(source.charAt(i + 1)) >= 0) {
        return i;
      }
    }
    return source.length();
  }

  private void text(String text, char tag) {
    int start = swallow ? text.length() - text.stripLeading().length() : 0;
    String kept = text.substring(start);
    char edge =
        tag != 0 && at + text.length() + 2 < source.length()
            ? source.charAt(at + text.length() + 2)
            : ' ';
    if (edge == '-') {
      kept = kept.stripTrailing();
    } else if (tag != 0 && tag != '{' && edge != '+') {
      kept = withoutIndent(kept);
    }
    if (!kept.isEmpty()) {
      add(Kind.TEXT, kept);
    }
    line += (int) text.chars().filter(c -> c == '\n').count();
    swallow = false;
  }

  private String withoutIndent(String text) {
    int begin = text.lastIndexOf('\n') + 1;
    boolean startsLine = begin > 0 || lineStart;
    return startsLine && text.substring(begin).isBlank() ? text.substring(0, begin) : text;
  }

  private void comment() {
    int end = source.indexOf("#}", at + 2);
    if (end < 0) {
      throw here("a comment does not end");
    }
    line += (int) source.substring(at, end).chars().filter(c -> c == '\n').count();
    at = end + 2;
    afterTag(source.charAt(end - 1), true);
  }

  private void tag(Kind kind, String close) {
    add(kind, "");
    at += 2;
    if (at < source.length() && (source.charAt(at) == '-' || source.charAt(at) == '+')) {
      at++;
    }
    int depth = 0;
    while (true) {
      skipSpace();
      int edge = at < source.length() && "-+".indexOf(source.charAt(at)) >= 0 ? 1 : 0;
      if (depth == 0 && source.startsWith(close, at + edge)) {
        char swallowing = edge == 1 ? source.charAt(at) : ' ';
        at += edge + 2;
        add(Kind.CLOSE, close);
        afterTag(swallowing, kind == Kind.BLOCK);
        return;
      }
      depth += word();
    }
  }

  private void afterTag(char edge, boolean block) {
    swallow = edge == '-';
    lineStart = false;
    if (block && edge != '-' && edge != '+' && source.startsWith("\n", at)) {
      at++;
      line++;
      lineStart = true;
    }
  }

  private void skipSpace() {
    while (at < source.length() && Character.isWhitespace(source.charAt(at))) {
      line += source.charAt(at++) == '\n' ? 1 : 0;
    }
  }

  /// Reads one token within a tag; the change of the depth of brackets.
  private int word() {
    if (at >= source.length()) {
      throw here("a tag does not end");
    }
    if (source.charAt(at) == '\'' || source.charAt(at) == '"') {
      string();
      return 0;
    }
    Matcher word = WORD.matcher(source).region(at, source.length());
    if (!word.lookingAt()) {
      throw here("'" + source.charAt(at) + "' is not expected");
    }
    at = word.end();
    String text = word.group();
    if (word.group("symbol") != null) {
      add(Kind.SYMBOL, text);
      return "([{".contains(text) ? 1 : ")]}".contains(text) ? -1 : 0;
    }
    Kind kind =
        word.group("name") != null
            ? Kind.NAME
            : word.group("float") != null ? Kind.FLOAT : Kind.INTEGER;
    add(kind, kind == Kind.NAME ? text : text.replace("_", ""));
    return 0;
  }

  private void string() {
    char quote = source.charAt(at++);
    StringBuilder text = new StringBuilder();
    while (at < source.length() && source.charAt(at) != quote) {
      char c = source.charAt(at++);
      text.append(c == '\\' && at < source.length() ? escape() : String.valueOf(c));
    }
    if (at++ >= source.length()) {
      throw here("a string does not end");
    }
    add(Kind.STRING, text.toString());
    line += (int) text.chars().filter(c -> c == '\n').count();
  }

  private String escape() {
    char c = source.charAt(at++);
    return switch (c) {
      case 'x' -> coded(2);
      case 'u' -> coded(4);
      case 'U' -> coded(8);
      case '\n' -> "";
      case '\\', '\'', '"' -> String.valueOf(c);
      default -> ESCAPES.containsKey(c) ? String.valueOf(ESCAPES.get(c)) : "\\" + c;
    };
  }

  private String coded(int digits) {
    String hex = source.substring(at, Math.min(source.length(), at + digits));
    at += hex.length();
    if (!hex.matches("[0-9a-fA-F]{" + digits + "}")
        || !Character.isValidCodePoint(Integer.parseUnsignedInt(hex, 16))) {
      throw here("a character code is wrong: " + hex);
    }
    return Character.toString(Integer.parseUnsignedInt(hex, 16));
  }

  private void add(Kind kind, String text) {
    tokens.add(new Token(kind, text, line));
  }

  private IllegalArgumentException here(String what) {
    return new Token(Kind.END, "", line).wrong(what);
  }
}
