package org.datanet.kernel;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/// A licence granted to one person for one purpose. A UUID version 7 (RFC 9562).
public record GrantId(@JsonValue UUID value) {

  @JsonCreator
  public static GrantId of(String uuid) {
    return new GrantId(UUID.fromString(uuid));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
