package org.datanet.inference.model.chat;

import java.util.ArrayList;
import java.util.List;
import org.datanet.inference.model.chat.Token.Kind;

/// The names that `set` and `for` give values to: `a`, `a, b`, or `space.a` of a namespace.
///
/// @param names one, or as many as the value has entries
/// @param space name of the namespace, empty for none
record Targets(String space, List<String> names) {

  static Targets parse(TokenStream in) {
    boolean brackets = in.takeSymbol("(");
    String first = in.requireName();
    if (in.takeSymbol(".")) {
      return new Targets(first, List.of(in.requireName()));
    }
    List<String> names = new ArrayList<>(List.of(first));
    while (in.takeSymbol(",") && in.isNextKind(Kind.NAME)) {
      names.add(in.requireName());
    }
    if (brackets) {
      in.requireSymbol(")");
    }
    return new Targets("", names);
  }

  void assign(Frame frame, Object value) {
    if (!space.isEmpty()) {
      if (!(frame.get(space) instanceof Namespace namespace)) {
        throw Values.failed("'%s' is not a namespace", space);
      }
      namespace.set(names.getFirst(), value);
    } else if (names.size() == 1) {
      frame.set(names.getFirst(), value);
    } else {
      List<Object> parts = Values.list(value);
      if (parts.size() != names.size()) {
        throw Values.failed("%d values cannot be given to %d names", parts.size(), names.size());
      }
      for (int i = 0; i < parts.size(); i++) {
        frame.set(names.get(i), parts.get(i));
      }
    }
  }
}
