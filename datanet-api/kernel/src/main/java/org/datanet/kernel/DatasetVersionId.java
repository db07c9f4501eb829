package org.datanet.kernel;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/// An immutable set of accepted records of one Datanet. A UUID version 7 (RFC 9562).
public record DatasetVersionId(@JsonValue UUID value) {

  @JsonCreator
  public static DatasetVersionId of(String uuid) {
    return new DatasetVersionId(UUID.fromString(uuid));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
