package org.datanet.kernel;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/// One uploaded file with the terms it was given under. A UUID version 7 (RFC 9562).
public record ContributionId(@JsonValue UUID value) {

  @JsonCreator
  public static ContributionId of(String uuid) {
    return new ContributionId(UUID.fromString(uuid));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
