package org.datanet.inference.model;

/// How the rotary frequencies are stretched for contexts longer than the trained one.
///
/// @param type `default`, `linear` or `llama3`
/// @param factor the stretch, >= 1; 1 for `default`
/// @param lowFrequency `llama3` only: wavelengths above original/lowFrequency are fully stretched
/// @param highFrequency `llama3` only: wavelengths below original/highFrequency stay
/// @param originalPositions `llama3` only: positions of the original training
public record RopeScaling(
    String type, double factor, double lowFrequency, double highFrequency, int originalPositions) {

  /// No stretching.
  public static final RopeScaling NONE = new RopeScaling("default", 1, 1, 1, 1);

  /// The stretched form of one inverse frequency (radians per position).
  double apply(double inverse) {
    return switch (type) {
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
