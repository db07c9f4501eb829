package org.datanet.kernel;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/// One inference call, billable or not. A UUID version 7 (RFC 9562).
public record CallId(@JsonValue UUID value) {

  @JsonCreator
  public static CallId of(String uuid) {
    return new CallId(UUID.fromString(uuid));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
