package org.datanet.inference.constrained;

import com.fasterxml.jackson.databind.node.TextNode;
import java.util.BitSet;
import java.util.List;
import java.util.TreeMap;

/// The members of an object: declared ones in their order, then any others.
///
/// @param further the values of undeclared members; [Language.Nothing] when there may be none
record ObjectMembers(JsonText json, List<Member> members, Language further) {

  /// @param required whether it may not be left out
  record Member(String name, Language value, boolean required) {}

  Language language() {
    Language others = further.impossible() ? json.in.nothing() : json.member(undeclared(), further);
    Language afterSome = json.in.repeat(json.in.sequence(json.comma(), others), 0, -1);
    Language atStart = json.list(others, 0, -1);
    if (further.impossible()) {
      afterSome = json.in.empty();
      atStart = json.in.empty();
    }
    for (Member member : members.reversed()) {
      Language key = json.in.literal(TextNode.valueOf(member.name()).toString());
      Language written = json.member(key, member.value());
      Language first = json.in.sequence(written, afterSome);
      Language next = json.in.sequence(json.comma(), written, afterSome);
      atStart = member.required() ? first : json.in.choice(List.of(first, atStart));
      afterSome = member.required() ? next : json.in.choice(List.of(next, afterSome));
    }
    return atStart;
  }

  /// A key of plain ASCII that is none of the declared names.
  private Language undeclared() {
    TreeMap<String, Boolean> names = new TreeMap<>();
    members.forEach(member -> names.put(member.name(), true));
    return json.quoted(without(names, ""));
  }

  /// What may follow a beginning, so that the whole is none of the names.
  private Language without(TreeMap<String, Boolean> names, String beginning) {
    BitSet free = new BitSet();
    free.set(0x20, 0x7f);
    free.clear('"');
    free.clear('\\');
    Language any = json.in.repeat(json.plain(), 0, -1);
    Language rest = names.containsKey(beginning) ? json.in.nothing() : json.in.empty();
    for (int c = 0x20; c < 0x7f; c++) {
      String longer = beginning + (char) c;
      String next = names.ceilingKey(longer);
      if (next != null && next.startsWith(longer) && free.get(c)) {
        free.clear(c);
        Language onward = json.in.sequence(json.in.bytes(c, c), without(names, longer));
        rest = json.in.choice(List.of(rest, onward));
      }
    }
    return json.in.choice(List.of(rest, json.in.sequence(json.in.oneOf(free), any)));
  }
}
