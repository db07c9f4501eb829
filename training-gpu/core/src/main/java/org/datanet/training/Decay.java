package org.datanet.training;

/// How the learning rate goes on after the warm-up.
public enum Decay {
  CONSTANT,
  /// Straight down to a tenth.
  LINEAR,
  /// Half a cosine wave down to a tenth.
  COSINE;

  private static final double FINAL_SHARE = 0.1;

  /// Share of the peak rate.
  ///
  /// @param done share of the steps after the warm-up, 0 to 1
  double share(double done) {
    return switch (this) {
      case CONSTANT -> 1;
      case LINEAR -> 1 - (1 - FINAL_SHARE) * done;
      case COSINE -> FINAL_SHARE + (1 - FINAL_SHARE) * 0.5 * (1 + Math.cos(Math.PI * done));
    };
  }
}
