package org.datanet.kernel;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/// A published version of a LoRA adapter. A UUID version 7 (RFC 9562).
public record AdapterId(@JsonValue UUID value) {

  @JsonCreator
  public static AdapterId of(String uuid) {
    return new AdapterId(UUID.fromString(uuid));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
