package org.datanet.inference.constrained;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Makes constraints for one vocabulary and keeps the latest ones with their masks, because clients
/// repeat their schemas. Thread-safe.
public final class Constraints {

  private static final int KEPT = 32;
  private static final int MOST_STATES = 50_000;

  private final TokenTexts tokens;
  private final Map<String, Constraint> known = new LinkedHashMap<>(16, 0.75f, true);

  public Constraints(TokenTexts tokens) {
    this.tokens = tokens;
  }

  /// Texts that follow a JSON schema.
  ///
  /// @throws UnsupportedSchemaException when the schema uses something that is not supported
  public Constraint schema(JsonNode schema) {
    return get("schema " + schema, json -> new SchemaCompiler(json, schema).compile());
  }

  /// Any JSON object.
  public Constraint object() {
    return get("object", json -> json.object(json.any()));
  }

  /// Exactly one call of one of these functions.
  ///
  /// @throws UnsupportedSchemaException when the schema of one's parameters is not supported
  public Constraint call(CallForm form, List<Callable> functions) {
    return get("call " + form + functions, json -> call(json, form, functions));
  }

  /// How a model writes a call: an object with two members between two texts.
  public record CallForm(String before, String nameKey, String argumentsKey, String after) {}

  /// A function that may be called, with the schema of its arguments.
  public record Callable(String name, JsonNode parameters) {}

  private static Language call(JsonText json, CallForm form, List<Callable> functions) {
    List<Language> calls = new ArrayList<>();
    for (Callable function : functions) {
      Language name = json.in.literal(TextNode.valueOf(function.name()).toString());
      Language arguments = new SchemaCompiler(json, function.parameters()).compile();
      Language members =
          json.in.sequence(
              json.member(json.in.literal('"' + form.nameKey() + '"'), name),
              json.comma(),
              json.member(json.in.literal('"' + form.argumentsKey() + '"'), arguments));
      calls.add(json.bracketed("{", members, "}"));
    }
    return json.in.sequence(
        json.in.literal(form.before()), json.in.choice(calls), json.in.literal(form.after()));
  }

  private synchronized Constraint get(String key, Function<JsonText, Language> language) {
    Constraint found = known.get(key);
    if (found == null || found.states() > MOST_STATES) {
      JsonText json = new JsonText(new Languages());
      found = new Constraint(json.in, language.apply(json), tokens);
      known.put(key, found);
      if (known.size() > KEPT) {
        known.remove(known.keySet().iterator().next());
      }
    }
    return found;
  }
}
