package org.datanet.app.training;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.datanet.training.LossPoint;
import org.jspecify.annotations.Nullable;

/// What a run's row holds as JSON.
record RunJson(ObjectMapper mapper) {

  private static final TypeReference<List<LossPoint>> CURVE = new TypeReference<>() {};

  List<LossPoint> curve(String json) {
    try {
      return mapper.readValue(json, CURVE);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a stored curve is always JSON", e);
    }
  }

  String text(@Nullable Object value) {
    try {
      return mapper.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
