package org.datanet.inference.constrained;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/// Strings of a length, a pattern or a format. Length is in characters (code points).
record StringSchema(JsonText json, JsonNode schema, String path) {

  private static final String DATE =
      "\\d{4}-((0[13578]|1[02])-(0[1-9]|[12]\\d|3[01])|(0[469]|11)-(0[1-9]|[12]\\d|30)"
          + "|02-(0[1-9]|1\\d|2[0-8]))";
  private static final String TIME =
      "([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(\\.\\d{1,6})?" + "(Z|[+-](0\\d|1[0-3]):[0-5]\\d)";
  private static final String OCTET = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
  private static final String LABEL = "[a-z0-9]([a-z0-9-]{0,20}[a-z0-9])?";

  /// Formats of the validation vocabulary (draft 2020-12, section 7.3), as patterns that match a
  /// part of them.
  private static final Map<String, String> FORMATS =
      Map.of(
          "date",
          DATE,
          "time",
          TIME,
          "date-time",
          DATE + "T" + TIME,
          "duration",
          "P(\\d{1,4}D|\\d{1,3}W|(\\d{1,3}D)?T\\d{1,3}[HMS])",
          "uuid",
          "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",
          "ipv4",
          OCTET + "(\\." + OCTET + "){3}",
          "ipv6",
          "[0-9a-f]{1,4}(:[0-9a-f]{1,4}){7}",
          "hostname",
          LABEL + "(\\." + LABEL + "){0,4}",
          "email",
          "[a-z0-9]+([._+-][a-z0-9]+){0,4}@" + LABEL + "(\\." + LABEL + "){1,3}");

  Language language() {
    int least = SchemaCompiler.count(schema, path, "minLength", 0);
    int most = SchemaCompiler.count(schema, path, "maxLength", Languages.UNBOUNDED);
    if (most != Languages.UNBOUNDED && most < least) {
      throw new UnsupportedSchemaException(path + "/maxLength", "must not be below minLength");
    }
    boolean sized = least > 0 || most != Languages.UNBOUNDED;
    if (schema.has("pattern")) {
      return patterned("pattern", schema.path("pattern").asText(), sized || schema.has("format"));
    }
    if (schema.has("format")) {
      String format = schema.path("format").asText();
      if (!FORMATS.containsKey(format)) {
        throw new UnsupportedSchemaException(
            path + "/format", "must be one of " + FORMATS.keySet().stream().sorted().toList());
      }
      return patterned("format", FORMATS.get(format), sized);
    }
    return sized ? json.quoted(json.in.repeat(json.character, least, most)) : json.string();
  }

  private Language patterned(String keyword, String pattern, boolean more) {
    if (more) {
      throw new UnsupportedSchemaException(
          path + "/" + keyword, "is not supported beside a length or another of its kind");
    }
    try {
      return json.quoted(new Pattern(json, pattern).language());
    } catch (IllegalArgumentException e) {
      throw new UnsupportedSchemaException(path + "/" + keyword, String.valueOf(e.getMessage()));
    }
  }
}
