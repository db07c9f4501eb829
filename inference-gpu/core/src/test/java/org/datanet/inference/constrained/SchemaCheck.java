package org.datanet.inference.constrained;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Validates a value against the keywords that the tests use, independently of the compiler.
final class SchemaCheck {

  private SchemaCheck() {}

  static List<String> errors(JsonNode schema, JsonNode value) {
    return errors(schema, schema, value);
  }

  private static List<String> errors(JsonNode root, JsonNode schema, JsonNode value) {
    List<String> errors = new ArrayList<>();
    if (schema.has("$ref")) {
      return errors(root, root.at(schema.path("$ref").asText().substring(1)), value);
    }
    if (schema.has("anyOf")) {
      for (JsonNode option : schema.path("anyOf")) {
        if (errors(root, option, value).isEmpty()) {
          return errors;
        }
      }
      errors.add("none of anyOf: " + value);
    }
    if (schema.has("const") && !schema.path("const").equals(value)) {
      errors.add("not const: " + value);
    }
    if (schema.has("enum") && !contains(schema.path("enum"), value)) {
      errors.add("not in enum: " + value);
    }
    if (schema.has("type") && !ofType(schema.path("type"), value)) {
      errors.add("not of type " + schema.path("type") + ": " + value);
    }
    text(schema, value, errors);
    number(schema, value, errors);
    array(root, schema, value, errors);
    object(root, schema, value, errors);
    return errors;
  }

  private static boolean contains(JsonNode list, JsonNode value) {
    for (JsonNode item : list) {
      if (item.equals(value)) {
        return true;
      }
    }
    return false;
  }

  private static boolean ofType(JsonNode type, JsonNode value) {
    if (type.isArray()) {
      for (JsonNode one : type) {
        if (ofType(one, value)) {
          return true;
        }
      }
      return false;
    }
    return switch (type.asText()) {
      case "string" -> value.isTextual();
      case "integer" -> value.isIntegralNumber();
      case "number" -> value.isNumber();
      case "boolean" -> value.isBoolean();
      case "null" -> value.isNull();
      case "array" -> value.isArray();
      default -> value.isObject();
    };
  }

  private static void text(JsonNode schema, JsonNode value, List<String> errors) {
    if (!value.isTextual()) {
      return;
    }
    String text = value.textValue();
    int length = text.codePointCount(0, text.length());
    if (length < schema.path("minLength").asInt(0)
        || length > schema.path("maxLength").asInt(Integer.MAX_VALUE)) {
      errors.add("length " + length);
    }
    if (schema.has("pattern")
        && !Pattern.compile(schema.path("pattern").asText()).matcher(text).find()) {
      errors.add("does not match: " + text);
    }
    if (schema.path("format").asText().equals("date-time") && !dateTime(text)) {
      errors.add("no date and time: " + text);
    }
    if (schema.path("format").asText().equals("email")
        && !text.matches("[^@\\s]+@[^@\\s.]+(\\.[^@\\s.]+)+")) {
      errors.add("no address: " + text);
    }
  }

  private static boolean dateTime(String text) {
    try {
      OffsetDateTime.parse(text);
      return true;
    } catch (DateTimeParseException e) {
      return false;
    }
  }

  private static void number(JsonNode schema, JsonNode value, List<String> errors) {
    if (value.isNumber()) {
      double number = value.doubleValue();
      boolean within =
          number >= schema.path("minimum").asDouble(Double.NEGATIVE_INFINITY)
              && number <= schema.path("maximum").asDouble(Double.POSITIVE_INFINITY)
              && number > schema.path("exclusiveMinimum").asDouble(Double.NEGATIVE_INFINITY);
      if (!within || Double.isInfinite(number)) {
        errors.add("out of range: " + number);
      }
    }
  }

  private static void array(JsonNode root, JsonNode schema, JsonNode value, List<String> errors) {
    if (!value.isArray()) {
      return;
    }
    if (value.size() < schema.path("minItems").asInt(0)
        || value.size() > schema.path("maxItems").asInt(Integer.MAX_VALUE)) {
      errors.add("items: " + value.size());
    }
    if (schema.has("items")) {
      value.forEach(item -> errors.addAll(errors(root, schema.path("items"), item)));
    }
  }

  private static void object(JsonNode root, JsonNode schema, JsonNode value, List<String> errors) {
    if (!value.isObject()) {
      return;
    }
    schema
        .path("required")
        .forEach(name -> {
          if (!value.has(name.asText())) {
            errors.add("lacks " + name);
          }
        });
    JsonNode more = schema.path("additionalProperties");
    value
        .properties()
        .forEach(member -> {
          JsonNode declared = schema.path("properties").path(member.getKey());
          if (!declared.isMissingNode()) {
            errors.addAll(errors(root, declared, member.getValue()));
          } else if (more.isObject()) {
            errors.addAll(errors(root, more, member.getValue()));
          } else if (more.isBoolean() && !more.booleanValue()) {
            errors.add("undeclared " + member.getKey());
          }
        });
  }
}
