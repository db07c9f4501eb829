package org.datanet.inference.constrained;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Turns a JSON schema (the subset of draft 2020-12 that OpenAI's structured outputs know, and a
/// little more) into the language of JSON texts that follow it. Members come in the order of
/// `properties`; what a schema leaves open may be narrowed: undeclared members are written only
/// where `additionalProperties` allows them expressly. Every string of the language is valid.
final class SchemaCompiler {

  private static final Set<String> NOTES =
      Set.of(
          "title",
          "description",
          "default",
          "examples",
          "$schema",
          "$id",
          "$comment",
          "$defs",
          "definitions",
          "deprecated",
          "readOnly",
          "writeOnly",
          "$anchor");
  private static final Set<String> OF_OBJECT =
      Set.of("properties", "required", "additionalProperties");
  private static final Map<String, Set<String>> OF_TYPE =
      Map.of(
          "object", OF_OBJECT,
          "array", Set.of("items", "minItems", "maxItems"),
          "string", Set.of("minLength", "maxLength", "pattern", "format"),
          "number", NumberRange.KEYWORDS,
          "integer", NumberRange.KEYWORDS,
          "boolean", Set.of(),
          "null", Set.of());
  private static final int MOST_STATED = 10_000;
  private static final int MOST_MEMBERS = 200;

  private final Languages in;
  private final JsonText json;
  private final JsonNode root;
  private final Map<String, Language.Rule> rules = new HashMap<>();

  /// @param root the document in which references are looked up
  SchemaCompiler(JsonText json, JsonNode root) {
    this.json = json;
    this.in = json.in;
    this.root = root;
  }

  /// The language of the whole schema.
  ///
  /// @throws UnsupportedSchemaException naming the place
  Language compile() {
    return value(new Place(root, "#", Set.of()));
  }

  /// A part of the schema.
  ///
  /// @param open references followed since the last bracket: meeting one again would never end
  private record Place(JsonNode schema, String path, Set<String> open) {

    Place inside(JsonNode part, String step) {
      return new Place(part, path + "/" + step, Set.of());
    }

    Place beside(JsonNode part, String step) {
      return new Place(part, path + "/" + step, open);
    }

    boolean has(String keyword) {
      return schema.has(keyword);
    }

    UnsupportedSchemaException refuse(String keyword, String why) {
      return new UnsupportedSchemaException(keyword.isEmpty() ? path : path + "/" + keyword, why);
    }
  }

  private Language value(Place at) {
    if (at.schema().isBoolean() && at.schema().booleanValue()) {
      return json.any();
    }
    if (!at.schema().isObject()) {
      throw at.refuse("", "must be a schema: an object");
    }
    if (at.has("$ref")) {
      return reference(at);
    }
    if (at.has("anyOf")) {
      return anyOf(at);
    }
    if (at.has("enum") || at.has("const")) {
      return literals(at);
    }
    return typed(at);
  }

  private Language reference(Place at) {
    only(at, Set.of("$ref"));
    String ref = at.schema().path("$ref").asText();
    if (at.open().contains(ref)) {
      throw at.refuse("$ref", "refers to itself without end");
    }
    JsonNode target =
        ref.equals("#") ? root : ref.startsWith("#/") ? root.at(ref.substring(1)) : null;
    if (target == null || target.isMissingNode()) {
      throw at.refuse("$ref", "must name a part of this schema, e.g. #/$defs/name");
    }
    Set<String> open = new HashSet<>(at.open());
    open.add(ref);
    Language.Rule known = rules.get(ref);
    if (known != null) {
      return known;
    }
    Language.Rule rule = in.rule();
    rules.put(ref, rule);
    rule.define(value(new Place(target, ref, open)));
    return rule;
  }

  private Language anyOf(Place at) {
    only(at, Set.of("anyOf"));
    List<Language> options = new ArrayList<>();
    JsonNode list = at.schema().path("anyOf");
    for (int i = 0; i < list.size(); i++) {
      options.add(value(at.beside(list.get(i), "anyOf/" + i)));
    }
    if (options.isEmpty()) {
      throw at.refuse("anyOf", "must be a list of at least one schema");
    }
    return in.choice(options);
  }

  private Language literals(Place at) {
    only(at, Set.of("enum", "const", "type"));
    List<Language> options = new ArrayList<>();
    if (at.has("const")) {
      options.add(in.literal(at.schema().path("const").toString()));
    } else {
      at.schema().path("enum").forEach(option -> options.add(in.literal(option.toString())));
    }
    if (options.isEmpty()) {
      throw at.refuse("enum", "must be a list of at least one value");
    }
    return in.choice(options);
  }

  private Language typed(Place at) {
    Set<String> types = new LinkedHashSet<>();
    JsonNode type = at.schema().path("type");
    if (type.isArray()) {
      type.forEach(one -> types.add(one.asText()));
    } else if (type.isTextual()) {
      types.add(type.asText());
    }
    if (types.isEmpty()) {
      return untyped(at);
    }
    Set<String> known = new HashSet<>(Set.of("type"));
    List<Language> options = new ArrayList<>();
    for (String one : types) {
      if (!OF_TYPE.containsKey(one)) {
        throw at.refuse("type", "must be one of " + OF_TYPE.keySet().stream().sorted().toList());
      }
      known.addAll(OF_TYPE.getOrDefault(one, Set.of()));
    }
    only(at, known);
    types.forEach(one -> options.add(ofType(at, one)));
    return in.choice(options);
  }

  private Language untyped(Place at) {
    if (at.has("properties")) {
      only(at, OF_OBJECT);
      return object(at);
    }
    only(at, Set.of());
    return json.any();
  }

  private Language ofType(Place at, String type) {
    return switch (type) {
      case "object" -> object(at);
      case "array" -> array(at);
      case "string" -> new StringSchema(json, at.schema(), at.path()).language();
      case "number" -> new NumberRange(json, at.schema(), at.path()).number();
      case "integer" -> new NumberRange(json, at.schema(), at.path()).integer();
      case "boolean" -> in.choice(List.of(in.literal("true"), in.literal("false")));
      default -> in.literal("null");
    };
  }

  private Language array(Place at) {
    Language item =
        at.has("items") ? value(at.inside(at.schema().path("items"), "items")) : json.any();
    int least = count(at, "minItems", 0);
    int most = count(at, "maxItems", Languages.UNBOUNDED);
    if (most != Languages.UNBOUNDED && most < least) {
      throw at.refuse("maxItems", "must not be below minItems");
    }
    return json.bracketed("[", json.list(item, least, most), "]");
  }

  private static int count(Place at, String keyword, int otherwise) {
    return count(at.schema(), at.path(), keyword, otherwise);
  }

  /// A keyword that counts items or characters.
  static int count(JsonNode schema, String path, String keyword, int otherwise) {
    JsonNode value = schema.path(keyword);
    if (value.isMissingNode()) {
      return otherwise;
    }
    if (!value.canConvertToExactIntegral()
        || value.doubleValue() < 0
        || value.doubleValue() > MOST_STATED) {
      throw new UnsupportedSchemaException(
          path + "/" + keyword, "must be a whole number from 0 to " + MOST_STATED);
    }
    return value.intValue();
  }

  private Language object(Place at) {
    JsonNode properties = at.schema().path("properties");
    JsonNode additional = at.schema().path("additionalProperties");
    Set<String> required = new LinkedHashSet<>();
    at.schema().path("required").forEach(name -> required.add(name.asText()));
    List<ObjectMembers.Member> members = new ArrayList<>();
    properties
        .properties()
        .forEach(property ->
            members.add(
                new ObjectMembers.Member(
                    property.getKey(),
                    value(at.inside(property.getValue(), "properties/" + property.getKey())),
                    required.remove(property.getKey()))));
    if (members.size() > MOST_MEMBERS) {
      throw at.refuse("properties", "may have at most " + MOST_MEMBERS + " members");
    }
    if (!required.isEmpty()) {
      throw at.refuse("required", "names " + required + ", which properties do not declare");
    }
    boolean free = properties.isMissingNode() && additional.isMissingNode();
    Language further =
        free
            ? json.any()
            : additional.isObject() || additional.asBoolean(false)
                ? value(at.inside(additional, "additionalProperties"))
                : in.nothing();
    return json.bracketed("{", new ObjectMembers(json, members, further).language(), "}");
  }

  private static void only(Place at, Set<String> keywords) {
    at.schema()
        .fieldNames()
        .forEachRemaining(keyword -> {
          if (!keywords.contains(keyword) && !NOTES.contains(keyword)) {
            throw at.refuse(
                keyword, "is not supported" + (keywords.isEmpty() ? "" : " beside " + keywords));
          }
        });
  }
}
