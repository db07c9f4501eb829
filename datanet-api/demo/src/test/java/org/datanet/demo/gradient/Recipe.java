package org.datanet.demo.gradient;

/// How an adapter is trained.
///
/// @param rate peak learning rate of AdamW; it rises over a twentieth of the steps, then falls
///   linearly to a tenth
/// @param batch examples of one update
record Recipe(int rank, int epochs, double rate, int batch) {

  private static final double WARMUP = 0.05;
  private static final double LAST = 0.1;

  /// The rate of a step, counted from 1.
  double rate(int step, int steps) {
    double rising = Math.max(1, Math.round(WARMUP * steps));
    return step <= rising
        ? rate * step / rising
        : rate * (1 - (1 - LAST) * (step - rising) / Math.max(1, steps - rising));
  }
}
