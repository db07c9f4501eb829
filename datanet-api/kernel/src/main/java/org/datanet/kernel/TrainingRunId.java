package org.datanet.kernel;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/// One training run. A UUID version 7 (RFC 9562).
public record TrainingRunId(@JsonValue UUID value) {

  @JsonCreator
  public static TrainingRunId of(String uuid) {
    return new TrainingRunId(UUID.fromString(uuid));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
