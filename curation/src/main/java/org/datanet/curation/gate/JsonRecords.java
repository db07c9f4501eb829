package org.datanet.curation.gate;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads JSON (RFC 8259) strictly: elements of a list, lines of JSONL, or one object, each as a
/// record. An object with one text under `text`, `content` or `body` is that text.
final class JsonRecords {

  private static final List<String> TEXT_NAMES = List.of("text", "content", "body");

  private final ObjectMapper json;
  private final int nesting;

  JsonRecords(GateLimits limits) {
    nesting = limits.nesting();
    JsonFactory factory =
        JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .streamReadConstraints(
                StreamReadConstraints.builder().maxNestingDepth(limits.nesting()).build())
            .build();
    json =
        new ObjectMapper(factory)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    json.setNodeFactory(JsonNodeFactory.withExactBigDecimals(true));
  }

  List<CutRecord> elements(String text) throws Refusal {
    JsonNode root = tree(text, 0);
    List<CutRecord> records = new ArrayList<>();
    if (!root.isArray()) {
      add(records, root, "element", "element 1");
      return records;
    }
    for (int i = 0; i < root.size(); i++) {
      add(records, root.get(i), "element", "element " + (i + 1));
    }
    return records;
  }

  List<CutRecord> lines(String text) throws Refusal {
    List<CutRecord> records = new ArrayList<>();
    String[] lines = text.split("\n", -1);
    for (int i = 0; i < lines.length; i++) {
      if (!lines[i].isBlank()) {
        add(records, tree(lines[i].strip(), i), "line", "line " + (i + 1));
      }
    }
    return records;
  }

  private JsonNode tree(String text, int linesBefore) throws Refusal {
    try {
      return json.readTree(text);
    } catch (StreamConstraintsException e) {
      String wanted = "at most " + nesting + " levels and 20,000,000 characters a text are allowed";
      boolean depth = String.valueOf(e.getMessage()).contains("nesting");
      throw new Refusal(
          depth ? "nesting-too-deep" : "malformed", place(e, linesBefore), wanted + "; flatten it");
    } catch (JsonProcessingException e) {
      throw new Refusal(
          "malformed", place(e, linesBefore), "this is not valid JSON (RFC 8259); correct it");
    }
  }

  private static String place(JsonProcessingException e, int linesBefore) {
    JsonLocation location = e.getLocation();
    return location == null
        ? "line " + (linesBefore + 1)
        : "line " + (linesBefore + location.getLineNr()) + ", column " + location.getColumnNr();
  }

  private static void add(List<CutRecord> records, JsonNode node, String kind, String place) {
    Map<String, String> fields = new LinkedHashMap<>();
    flatten("", node, fields);
    String text = text(fields, node);
    if (!text.isBlank()) {
      records.add(new CutRecord(records.size(), kind, text, fields, place));
    }
  }

  private static String text(Map<String, String> fields, JsonNode node) {
    List<String> texts = TEXT_NAMES.stream().filter(fields::containsKey).map(fields::get).toList();
    if (texts.size() == 1) {
      return texts.getFirst().strip();
    }
    return node.isValueNode() ? clean(node.asText()).strip() : TableRecords.lines(fields);
  }

  private static void flatten(String path, JsonNode node, Map<String, String> fields) {
    if (node.isObject()) {
      node.properties()
          .forEach(property ->
              flatten(
                  path.isEmpty() ? clean(property.getKey()) : path + "." + clean(property.getKey()),
                  property.getValue(),
                  fields));
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        flatten(path + "[" + i + "]", node.get(i), fields);
      }
    } else if (!path.isEmpty() && !node.isNull()) {
      fields.put(path, clean(node.asText()));
    }
  }

  private static String clean(String text) {
    return CleanText.of(text).text();
  }
}
