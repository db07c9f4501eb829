package org.datanet.inference.model.chat;

import java.util.List;
import org.datanet.inference.model.chat.Token.Kind;

/// The tokens of a template, read from front to back.
final class TokenStream {

  private static final int MOST_DEPTH = 200;

  private final List<Token> tokens;
  private int at;
  private int depth;

  TokenStream(List<Token> tokens) {
    this.tokens = tokens;
  }

  Token peek() {
    return tokens.get(at);
  }

  Token peekSecond() {
    return tokens.get(Math.min(at + 1, tokens.size() - 1));
  }

  Token next() {
    Token token = tokens.get(at);
    at = Math.min(at + 1, tokens.size() - 1);
    return token;
  }

  boolean isNext(Kind kind, String text) {
    return peek().is(kind, text);
  }

  boolean isNextKind(Kind kind) {
    return peek().kind() == kind;
  }

  /// Takes the next token if it is this one.
  boolean take(Kind kind, String text) {
    boolean found = isNext(kind, text);
    if (found) {
      next();
    }
    return found;
  }

  boolean takeSymbol(String symbol) {
    return take(Kind.SYMBOL, symbol);
  }

  boolean takeName(String name) {
    return take(Kind.NAME, name);
  }

  void requireSymbol(String symbol) {
    if (!takeSymbol(symbol)) {
      throw peek().wrong("'" + symbol + "' is expected, found " + shown());
    }
  }

  String requireName() {
    if (!isNextKind(Kind.NAME)) {
      throw peek().wrong("a name is expected, found " + shown());
    }
    return next().text();
  }

  void requireClose() {
    if (!isNextKind(Kind.CLOSE)) {
      throw peek().wrong("the end of the tag is expected, found " + shown());
    }
    next();
  }

  /// Goes one bracket or block deeper.
  void enter() {
    if (++depth > MOST_DEPTH) {
      throw peek().wrong("brackets or blocks are more than " + MOST_DEPTH + " deep");
    }
  }

  void leave() {
    depth--;
  }

  String shown() {
    return isNextKind(Kind.END) ? "the end of the template" : "'" + peek().text() + "'";
  }
}
