package org.datanet.kernel;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/// One record (paragraph or row) cut from a contribution. A UUID version 7 (RFC 9562).
public record RecordId(@JsonValue UUID value) {

  @JsonCreator
  public static RecordId of(String uuid) {
    return new RecordId(UUID.fromString(uuid));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
