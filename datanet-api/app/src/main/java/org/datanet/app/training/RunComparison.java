package org.datanet.app.training;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/// Two runs side by side.
///
/// @param differences settings and data in which they differ
public record RunComparison(TrainingRun first, TrainingRun second, List<Difference> differences) {

  /// @param field path such as `settings/schedule/epochs`
  public record Difference(String field, String first, String second) {}

  static RunComparison of(TrainingRun first, TrainingRun second, ObjectMapper json) {
    List<Difference> differences = new ArrayList<>();
    collect(
        "settings",
        json.valueToTree(first.settings()),
        json.valueToTree(second.settings()),
        differences);
    collect(
        "datasetVersionIds",
        json.valueToTree(first.datasetVersionIds()),
        json.valueToTree(second.datasetVersionIds()),
        differences);
    return new RunComparison(first, second, differences);
  }

  private static void collect(String field, JsonNode a, JsonNode b, List<Difference> differences) {
    if (a.isObject() && b.isObject()) {
      TreeSet<String> names = new TreeSet<>();
      a.fieldNames().forEachRemaining(names::add);
      b.fieldNames().forEachRemaining(names::add);
      names.forEach(name -> collect(field + "/" + name, a.path(name), b.path(name), differences));
    } else if (!a.equals(b)) {
      differences.add(new Difference(field, text(a), text(b)));
    }
  }

  private static String text(JsonNode value) {
    return value.isMissingNode() ? "" : value.isValueNode() ? value.asText() : value.toString();
  }
}
