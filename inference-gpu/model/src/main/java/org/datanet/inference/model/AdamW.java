package org.datanet.inference.model;

/// One update of AdamW (arXiv:1711.05101) with betas 0.9 / 0.999 and epsilon 1e-8, after clipping
/// the gradient to a global L2 norm.
///
/// @param learningRate > 0
/// @param weightDecay decoupled, >= 0
/// @param maxNorm clip limit, > 0
public record AdamW(double learningRate, double weightDecay, double maxNorm) {

  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.999;

  public AdamW {
    if (!(learningRate >= 0) || !(weightDecay >= 0) || !(maxNorm > 0)) {
      throw new IllegalArgumentException(
          "AdamW needs rate >= 0, decay >= 0, clip > 0: "
              + learningRate
              + ", "
              + weightDecay
              + ", "
              + maxNorm);
    }
  }

  /// The numbers of the `step`-th update, counted from 1.
  Decoder.Update update(long step) {
    return new Decoder.Update(
        learningRate, 1 - Math.pow(BETA1, step), Math.sqrt(1 - Math.pow(BETA2, step)), maxNorm);
  }
}
