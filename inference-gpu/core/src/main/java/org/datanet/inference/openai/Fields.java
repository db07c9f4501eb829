package org.datanet.inference.openai;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.datanet.inference.InferenceProblem;
import org.datanet.kernel.ProblemException;
import org.jspecify.annotations.Nullable;

/// Reads fields of a request object; a wrong one is a 400 that names it. A JSON null is an absent
/// field.
record Fields(JsonNode object, String prefix) {

  @Nullable JsonNode get(String name) {
    JsonNode value = object.get(name);
    return value == null || value.isNull() ? null : value;
  }

  String text(String name) {
    JsonNode value = get(name);
    if (value == null || !value.isTextual() || value.textValue().isEmpty()) {
      throw invalid(name, "must be a non-empty string");
    }
    return value.textValue();
  }

  boolean flag(String name) {
    JsonNode value = get(name);
    if (value == null) {
      return false;
    }
    if (!value.isBoolean()) {
      throw invalid(name, "must be true or false");
    }
    return value.booleanValue();
  }

  double number(String name, double min, double max, double otherwise) {
    JsonNode value = get(name);
    if (value == null) {
      return otherwise;
    }
    double number = value.isNumber() ? value.doubleValue() : Double.NaN;
    if (!(number >= min && number <= max)) {
      throw invalid(name, "must be a number from " + min + " to " + max);
    }
    return number;
  }

  Optional<Integer> whole(String name, int min, int max) {
    JsonNode value = get(name);
    if (value == null) {
      return Optional.empty();
    }
    if (!value.canConvertToInt()
        || !value.isIntegralNumber()
        || value.intValue() < min
        || value.intValue() > max) {
      throw invalid(name, "must be a whole number from " + min + " to " + max);
    }
    return Optional.of(value.intValue());
  }

  OptionalLong seed(String name) {
    JsonNode value = get(name);
    if (value == null) {
      return OptionalLong.empty();
    }
    if (!value.canConvertToLong() || !value.isIntegralNumber()) {
      throw invalid(name, "must be a whole number");
    }
    return OptionalLong.of(value.longValue());
  }

  /// A string, or a list of at most so many; none may be empty.
  List<String> texts(String name, int most) {
    JsonNode value = get(name);
    List<String> texts = new ArrayList<>();
    if (value != null) {
      (value.isArray() ? value : List.of(value)).forEach(item -> texts.add(item.asText("")));
    }
    boolean strings = value == null || value.isTextual() || allStrings(value);
    if (!strings || texts.size() > most || texts.contains("")) {
      throw invalid(name, "must be a non-empty string or a list of at most " + most);
    }
    return List.copyOf(texts);
  }

  Optional<Fields> inner(String name) {
    JsonNode value = get(name);
    if (value == null) {
      return Optional.empty();
    }
    if (!value.isObject()) {
      throw invalid(name, "must be an object");
    }
    return Optional.of(new Fields(value, prefix + name + "."));
  }

  /// Refuses a parameter this server does not have, unless it says nothing.
  void unsupported(String name, Object... harmless) {
    JsonNode value = get(name);
    if (value == null || (value.isContainerNode() && value.isEmpty())) {
      return;
    }
    for (Object same : harmless) {
      if (value.asText().equals(String.valueOf(same))) {
        return;
      }
    }
    throw refuse(
        InferenceProblem.UNSUPPORTED_PARAMETER, name, "is not supported here; leave it out");
  }

  ProblemException invalid(String name, String message) {
    return refuse(InferenceProblem.INVALID_REQUEST, name, message);
  }

  private ProblemException refuse(InferenceProblem problem, String name, String message) {
    String field = prefix + name;
    return new ProblemException(
        problem,
        field + " " + message + ".",
        List.of(new ProblemException.FieldError(field, message)));
  }

  private static boolean allStrings(JsonNode list) {
    boolean all = list.isArray();
    for (JsonNode item : list) {
      all &= item.isTextual();
    }
    return all;
  }
}
