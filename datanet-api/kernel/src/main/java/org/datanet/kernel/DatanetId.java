package org.datanet.kernel;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/// A Datanet: a vertical data DAO with its own rules, price and split. A UUID version 7 (RFC 9562).
public record DatanetId(@JsonValue UUID value) {

  @JsonCreator
  public static DatanetId of(String uuid) {
    return new DatanetId(UUID.fromString(uuid));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
