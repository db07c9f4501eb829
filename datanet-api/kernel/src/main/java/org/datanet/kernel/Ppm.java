package org.datanet.kernel;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/// A share in integer parts per million, 0 to 1,000,000. JSON: number.
public record Ppm(@JsonValue int value) {

  public static final int WHOLE = 1_000_000;
  public static final Ppm ZERO = new Ppm(0);

  @JsonCreator
  public Ppm {
    if (value < 0 || value > WHOLE) {
      throw new IllegalArgumentException("a share lies between 0 and 1000000 ppm, got: " + value);
    }
  }
}
