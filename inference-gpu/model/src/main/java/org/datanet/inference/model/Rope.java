package org.datanet.inference.model;

/// The rotary position embedding (arXiv:2104.09864): its frequencies and how they are stretched for
/// contexts longer than the trained one.
///
/// @param theta base of the frequencies, > 1
/// @param type `default`, `linear` or `llama3`
/// @param factor the stretch, > 0; 1 for `default`
/// @param lowFrequency `llama3` only: wavelengths above original/lowFrequency are fully stretched
/// @param highFrequency `llama3` only: wavelengths below original/highFrequency stay
/// @param originalPositions `llama3` only: positions of the original training
public record Rope(
    double theta,
    String type,
    double factor,
    double lowFrequency,
    double highFrequency,
    int originalPositions) {

  public Rope {
    if (!(theta > 1) || Double.isInfinite(theta)) {
      throw new IllegalArgumentException("rope_theta must be above 1, is " + theta);
    }
    if (!(factor > 0) || Double.isInfinite(factor)) {
      throw new IllegalArgumentException("the rope factor must be above 0, is " + factor);
    }
    if (type.equals("llama3") && !(lowFrequency > 0 && highFrequency > lowFrequency)) {
      throw new IllegalArgumentException(
          "llama3 rope needs 0 < low_freq_factor < high_freq_factor, they are %s and %s"
              .formatted(lowFrequency, highFrequency));
    }
  }

  /// No stretching.
  public static Rope plain(double theta) {
    return new Rope(theta, "default", 1, 1, 1, 1);
  }

  /// Whether the frequencies are not stretched.
  public boolean isPlain() {
    return type.equals("default");
  }

  /// Radians per position of one pair of a head, rounded as the reference does it.
  ///
  /// @param pair 0 … width/2 - 1
  /// @param width of the head
  float frequency(int pair, int width) {
    float inverse = 1 / (float) Math.pow(theta, 2f * pair / width);
    return (float)
        switch (type) {
          case "linear" -> inverse / factor;
          case "llama3" -> llama3(inverse);
          default -> inverse;
        };
  }

  private double llama3(double inverse) {
    double wavelength = 2 * Math.PI / inverse;
    if (wavelength < originalPositions / highFrequency) {
      return inverse;
    }
    if (wavelength > originalPositions / lowFrequency) {
      return inverse / factor;
    }
    double smooth =
        (originalPositions / wavelength - lowFrequency) / (highFrequency - lowFrequency);
    return (1 - smooth) * inverse / factor + smooth * inverse;
  }
}
