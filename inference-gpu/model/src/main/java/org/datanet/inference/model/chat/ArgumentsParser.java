package org.datanet.inference.model.chat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.datanet.inference.model.chat.Token.Kind;

/// Parses `a, b, name=c)` after an opening bracket.
final class ArgumentsParser {

  /// Arguments before they are computed.
  record Parsed(List<Expression> places, Map<String, Expression> names) {

    static final Parsed NONE = new Parsed(List.of(), Map.of());

    Arguments in(Frame frame) {
      if (places.isEmpty() && names.isEmpty()) {
        return Arguments.NONE;
      }
      List<Object> values = new ArrayList<>(places.size());
      places.forEach(place -> values.add(place.in(frame)));
      Map<String, Object> named = new LinkedHashMap<>();
      names.forEach((name, value) -> named.put(name, value.in(frame)));
      return new Arguments(values, named);
    }
  }

  private ArgumentsParser() {}

  static Parsed parse(TokenStream in, ExpressionParser expressions) {
    List<Expression> places = new ArrayList<>();
    Map<String, Expression> names = new LinkedHashMap<>();
    while (!in.takeSymbol(")")) {
      if (in.isNextKind(Kind.NAME) && in.peekSecond().is(Kind.SYMBOL, "=")) {
        String name = in.requireName();
        in.requireSymbol("=");
        names.put(name, expressions.expression());
      } else {
        places.add(expressions.expression());
      }
      if (!in.isNext(Kind.SYMBOL, ")")) {
        in.requireSymbol(",");
      }
    }
    return new Parsed(places, names);
  }
}
