package org.datanet.inference.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.datanet.inference.constrained.Constraints.Callable;

/// The functions of a request and whether the model may, must or must not call one.
///
/// @param definitions the `tools` as they were sent; none when they must not be called
/// @param mustCall the functions of which one must be called; empty when none must
record ToolWishes(List<JsonNode> definitions, List<Callable> mustCall) {

  private static final int MOST = 128;

  /// Reads `tools` and `tool_choice`.
  static ToolWishes read(Fields fields) {
    JsonNode tools = fields.get("tools");
    List<JsonNode> definitions = new ArrayList<>();
    List<Callable> functions = new ArrayList<>();
    for (int i = 0; tools != null && i < tools.size(); i++) {
      definitions.add(tools.get(i));
      functions.add(function(tools.get(i), "tools[" + i + "]."));
    }
    if (functions.size() > MOST || (tools != null && !tools.isArray())) {
      throw fields.invalid("tools", "must be a list of at most " + MOST + " functions");
    }
    return chosen(fields, definitions, functions);
  }

  private static Callable function(JsonNode tool, String prefix) {
    Fields fields = new Fields(tool, prefix);
    if (!tool.path("type").asText("function").equals("function")) {
      throw fields.invalid("type", "must be function");
    }
    Fields function =
        fields.inner("function").orElseThrow(() -> fields.invalid("function", "must be an object"));
    String name = function.text("name");
    if (!name.matches("[a-zA-Z0-9_.-]{1,64}")) {
      throw function.invalid("name", "must have 1 to 64 of a-z, A-Z, 0-9, _, - and .");
    }
    JsonNode parameters = function.get("parameters");
    return new Callable(
        name, parameters == null ? JsonNodeFactory.instance.objectNode() : parameters);
  }

  private static ToolWishes chosen(
      Fields fields, List<JsonNode> definitions, List<Callable> functions) {
    JsonNode choice = fields.get("tool_choice");
    String word = choice == null ? "auto" : choice.asText("named");
    if (functions.isEmpty() && !word.equals("none") && !word.equals("auto")) {
      throw fields.invalid("tool_choice", "needs tools to choose from");
    }
    return switch (choice != null && choice.isObject() ? "named" : word) {
      case "none" -> new ToolWishes(List.of(), List.of());
      case "auto" -> new ToolWishes(definitions, List.of());
      case "required" -> new ToolWishes(definitions, functions);
      case "named" -> new ToolWishes(definitions, List.of(named(fields, functions)));
      default ->
          throw fields.invalid("tool_choice", "must be none, auto, required or a named function");
    };
  }

  private static Callable named(Fields fields, List<Callable> functions) {
    String name =
        fields
            .inner("tool_choice")
            .flatMap(choice -> choice.inner("function"))
            .map(function -> function.text("name"))
            .orElse("");
    Optional<Callable> found = functions.stream().filter(f -> f.name().equals(name)).findFirst();
    return found.orElseThrow(
        () -> fields.invalid("tool_choice", "must name one of the functions in tools"));
  }

  /// Whether the answer may hold calls.
  boolean offered() {
    return !definitions.isEmpty();
  }

  boolean forced() {
    return !mustCall.isEmpty();
  }

  OutputForm form() {
    return new OutputForm.Call(mustCall);
  }
}
