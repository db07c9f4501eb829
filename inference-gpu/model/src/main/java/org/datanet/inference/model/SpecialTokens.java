package org.datanet.inference.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.datanet.inference.model.chat.Chat;
import org.datanet.inference.model.chat.ChatMessage;
import org.jspecify.annotations.Nullable;

/// The special tokens of a tokenizer, and how texts of strangers are kept from becoming one: a
/// mark, a character that occurs nowhere in the conversation, breaks each special token that a
/// message spells, wholly or at an edge where the next text could complete it.
final class SpecialTokens {

  /// A piece of a text: plain, or one special token.
  ///
  /// @param id of the special token, -1 for plain text
  record Piece(String text, int id) {}

  private static final char FIRST_MARK = '\uFDD0';
  private static final char LAST_MARK = '\uFDEF';

  private static final String NEVER = "(?!)";

  private final Map<String, Integer> ids = new LinkedHashMap<>();
  private final Pattern any;

  /// @param json `tokenizer.json`
  SpecialTokens(JsonNode json) {
    for (JsonNode token : json.path("added_tokens")) {
      String text = token.path("content").asText();
      if (token.path("special").asBoolean() && text.length() > 1) {
        ids.put(text, token.path("id").asInt());
      }
    }
    String longestFirst =
        ids.keySet().stream()
            .sorted(Comparator.comparingInt(String::length).reversed())
            .map(Pattern::quote)
            .collect(Collectors.joining("|"));
    any = Pattern.compile(ids.isEmpty() ? NEVER : longestFirst);
  }

  /// The special token with this id, or empty text.
  String text(int id) {
    return ids.entrySet().stream()
        .filter(token -> token.getValue() == id)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse("");
  }

  boolean occurIn(String text) {
    return any.matcher(text).find();
  }

  /// The text cut at its special tokens, the marks taken out.
  List<Piece> cut(String text, char mark) {
    List<Piece> pieces = new ArrayList<>();
    int from = 0;
    for (MatchResult special : any.matcher(text).results().toList()) {
      plain(text.substring(from, special.start()), mark, pieces);
      pieces.add(new Piece(special.group(), ids.getOrDefault(special.group(), -1)));
      from = special.end();
    }
    plain(text.substring(from), mark, pieces);
    return pieces;
  }

  private static void plain(String text, char mark, List<Piece> pieces) {
    String unmarked = text.replace(String.valueOf(mark), "");
    if (!unmarked.isEmpty()) {
      pieces.add(new Piece(unmarked, -1));
    }
  }

  /// A mark that does not occur in a conversation: a character that is none (Unicode noncharacter).
  ///
  /// @throws IllegalArgumentException when all of them occur
  static char unusedMark(Chat chat) {
    String all = chat.toString();
    for (char mark = FIRST_MARK; mark <= LAST_MARK; mark++) {
      if (all.indexOf(mark) < 0) {
        return mark;
      }
    }
    throw new IllegalArgumentException("the chat holds all 32 noncharacters U+FDD0 to U+FDEF");
  }

  /// The conversation with every text that could become a special token marked.
  Chat marked(Chat chat, char mark) {
    UnaryOperator<String> change = text -> marked(text, mark);
    return new Chat(
        chat.messages().stream().map(m -> new ChatMessage(fields(m.fields(), change))).toList(),
        chat.tools().stream().map(tool -> fields(tool, change)).toList(),
        chat.answer(),
        chat.at(),
        fields(chat.options(), change));
  }

  private static Map<String, @Nullable Object> fields(
      Map<String, @Nullable Object> fields, UnaryOperator<String> change) {
    Map<String, @Nullable Object> changed = new LinkedHashMap<>();
    fields.forEach((name, value) -> changed.put(change.apply(name), value(value, change)));
    return changed;
  }

  private static @Nullable Object value(@Nullable Object value, UnaryOperator<String> change) {
    return switch (value) {
      case String s -> change.apply(s);
      case List<?> list -> {
        List<@Nullable Object> copy = new ArrayList<>();
        list.forEach(entry -> copy.add(value(entry, change)));
        yield copy;
      }
      case Map<?, ?> map -> {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        map.forEach((k, v) -> copy.put(change.apply(String.valueOf(k)), value(v, change)));
        yield copy;
      }
      case null, default -> value;
    };
  }

  private String marked(String text, char mark) {
    String broken =
        any.matcher(text)
            .replaceAll(r ->
                Matcher.quoteReplacement(
                    r.group().charAt(0) + String.valueOf(mark) + r.group().substring(1)));
    String core = broken.strip();
    int begin = core.isEmpty() ? 0 : broken.indexOf(core);
    int end = begin + core.length();
    boolean opens = ids.keySet().stream().anyMatch(s -> overlaps(core, s));
    boolean closes = ids.keySet().stream().anyMatch(s -> overlaps(s, core));
    return broken.substring(0, begin)
        + (closes ? mark : "")
        + core
        + (opens ? mark : "")
        + broken.substring(end);
  }

  /// Whether an end of the first text is a beginning of the second, not all of either.
  private static boolean overlaps(String first, String second) {
    for (int n = Math.min(first.length(), second.length()); n > 0; n--) {
      if (first.endsWith(second.substring(0, n))) {
        return true;
      }
    }
    return false;
  }
}
