package org.datanet.inference.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Takes the function calls out of a text as it comes: what stands between `<tool_call>` tags, or a
/// whole text that is one JSON object (or several with `;` between). What looks like a call and is
/// none stays text. Not thread-safe.
final class CallSplitter {

  private static final String BEGIN = "<tool_call>";
  private static final String END = "</tool_call>";

  private final ObjectMapper mapper;
  private final boolean active;
  private final StringBuilder held = new StringBuilder();
  private final List<ToolCall> calls = new ArrayList<>();
  private boolean wrote;

  /// @param active false lets everything through as text
  CallSplitter(ObjectMapper mapper, boolean active) {
    this.mapper = mapper;
    this.active = active;
  }

  /// The calls found so far.
  List<ToolCall> calls() {
    return calls;
  }

  /// The text that is certain to be no call; often empty.
  String push(String piece) {
    if (!active) {
      return piece;
    }
    held.append(piece);
    StringBuilder text = new StringBuilder();
    boolean more = true;
    while (more) {
      more = takeTagged(text);
    }
    if (!mayBeBare()) {
      text.append(release(held.length() - possibleTag()));
    }
    return text.toString();
  }

  /// The rest of the text when no further piece comes.
  String finish() {
    boolean unended = held.indexOf(BEGIN) == 0 && add(held.substring(BEGIN.length()));
    if (unended || (mayBeBare() && addBare())) {
      held.setLength(0);
    }
    return release(held.length());
  }

  /// Takes one tagged call with the text before it; false when there is no whole one.
  private boolean takeTagged(StringBuilder text) {
    int begin = held.indexOf(BEGIN);
    int end = begin < 0 ? -1 : held.indexOf(END, begin);
    if (end < 0) {
      return false;
    }
    text.append(release(begin));
    String tagged = held.substring(0, end - begin + END.length());
    held.delete(0, tagged.length());
    if (!add(tagged.substring(BEGIN.length(), tagged.length() - END.length()))) {
      text.append(tagged);
    }
    return true;
  }

  /// After a call, text that is only space is no content.
  private String release(int length) {
    String text = held.substring(0, length);
    held.delete(0, length);
    if (text.isBlank() && !calls.isEmpty()) {
      return "";
    }
    wrote |= !text.isBlank();
    return text;
  }

  private boolean mayBeBare() {
    String start = held.toString().stripLeading();
    return !wrote && calls.isEmpty() && start.startsWith("{");
  }

  private boolean addBare() {
    for (String part : held.toString().split(";(?=\\s*\\{)")) {
      if (!add(part)) {
        calls.clear();
        return false;
      }
    }
    return true;
  }

  private boolean add(String json) {
    Optional<ToolCall> call = call(json);
    call.ifPresent(calls::add);
    return call.isPresent();
  }

  private Optional<ToolCall> call(String json) {
    try {
      JsonNode object = mapper.readTree(json);
      JsonNode arguments = object.path(object.has("arguments") ? "arguments" : "parameters");
      return object.path("name").isTextual() && arguments.isObject()
          ? Optional.of(new ToolCall(object.path("name").textValue(), arguments.toString()))
          : Optional.empty();
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /// Length of the end of the held text from which a tag may begin or has begun.
  private int possibleTag() {
    int begun = held.indexOf(BEGIN);
    if (begun >= 0) {
      return held.length() - begun;
    }
    for (int n = Math.min(BEGIN.length() - 1, held.length()); n > 0; n--) {
      if (BEGIN.startsWith(held.substring(held.length() - n))) {
        return n;
      }
    }
    return 0;
  }
}
