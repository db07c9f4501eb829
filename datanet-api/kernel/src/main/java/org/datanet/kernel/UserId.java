package org.datanet.kernel;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/// A person or service, by the subject of their identity token; a pseudonym, never a name.
public record UserId(@JsonValue UUID value) {

  @JsonCreator
  public static UserId of(String uuid) {
    return new UserId(UUID.fromString(uuid));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
