package org.datanet.inference.constrained;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/// Makes languages, equal ones once. Not thread-safe.
final class Languages {

  static final int UNBOUNDED = -1;

  private final Map<List<Object>, Language> made = new HashMap<>();
  private final Map<Language, Integer> order = new HashMap<>();
  private final List<Language> inOrder = new ArrayList<>();
  private final Language nothing = new Language.Nothing();
  private final Language empty = new Language.Empty();

  Languages() {
    add(nothing);
    add(empty);
    empty.remeasure();
  }

  Language nothing() {
    return nothing;
  }

  Language empty() {
    return empty;
  }

  Language oneOf(BitSet bytes) {
    return bytes.isEmpty()
        ? nothing
        : intern(List.of("byte", bytes), () -> new Language.OneOf((BitSet) bytes.clone()));
  }

  /// One of these ASCII characters; a `-` between two others is a range.
  Language ascii(String characters) {
    BitSet bytes = new BitSet();
    for (int i = 0; i < characters.length(); i++) {
      if (i + 2 < characters.length() && characters.charAt(i + 1) == '-') {
        bytes.set(characters.charAt(i), characters.charAt(i + 2) + 1);
        i += 2;
      } else {
        bytes.set(characters.charAt(i));
      }
    }
    return oneOf(bytes);
  }

  Language bytes(int first, int last) {
    BitSet bytes = new BitSet();
    bytes.set(first, last + 1);
    return oneOf(bytes);
  }

  Language literal(String text) {
    Language literal = empty;
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    for (int i = utf8.length - 1; i >= 0; i--) {
      literal = sequence(bytes(utf8[i] & 0xff, utf8[i] & 0xff), literal);
    }
    return literal;
  }

  Language sequence(Language... parts) {
    Language all = parts[parts.length - 1];
    for (int i = parts.length - 2; i >= 0; i--) {
      all = pair(parts[i], all);
    }
    return all;
  }

  /// Sequences lean to the right, so that equal states are equal expressions.
  private Language pair(Language first, Language rest) {
    if (first == nothing || rest == nothing) {
      return nothing;
    }
    if (first == empty) {
      return rest;
    }
    if (rest == empty) {
      return first;
    }
    if (first instanceof Language.Sequence both) {
      return pair(both.first, pair(both.rest, rest));
    }
    return intern(List.of("sequence", first, rest), () -> new Language.Sequence(first, rest));
  }

  Language choice(List<Language> options) {
    Set<Language> distinct = new LinkedHashSet<>();
    for (Language option : options) {
      if (option instanceof Language.Choice choice) {
        distinct.addAll(choice.options);
      } else if (option != nothing) {
        distinct.add(option);
      }
    }
    if (distinct.isEmpty()) {
      return nothing;
    }
    List<Language> sorted = distinct.stream().sorted(Comparator.comparing(order::get)).toList();
    return sorted.size() == 1
        ? sorted.getFirst()
        : intern(List.of("choice", sorted), () -> new Language.Choice(sorted));
  }

  Language optional(Language language) {
    return choice(List.of(empty, language));
  }

  /// @param most [#UNBOUNDED] for any number
  Language repeat(Language item, int least, int most) {
    if (most == 0 || (item == nothing && least == 0)) {
      return empty;
    }
    if (item == nothing) {
      return nothing;
    }
    return intern(
        List.of("repeat", item, least, most), () -> new Language.Repeat(item, least, most));
  }

  Language.Rule rule() {
    Language.Rule rule = new Language.Rule();
    add(rule);
    return rule;
  }

  /// Finds the shortest strings of all rules; to be called once they all have a body.
  void complete() {
    boolean changed = true;
    while (changed) {
      changed = false;
      for (Language language : inOrder) {
        changed |= language.remeasure();
      }
    }
  }

  /// How many different languages were made.
  int size() {
    return order.size();
  }

  private Language intern(List<Object> key, Supplier<Language> make) {
    Language known = made.get(key);
    if (known == null) {
      known = make.get();
      made.put(key, known);
      known.remeasure();
      add(known);
    }
    return known;
  }

  private void add(Language language) {
    order.put(language, order.size());
    inOrder.add(language);
  }
}
