package org.datanet.inference.model;

/// A weight matrix `[out, in]` in a form that the decoder in Java multiplies with. Threads share a
/// product by its units of neighbouring rows.
sealed interface Matrix permits FloatMatrix, Int8Matrix {

  int out();

  int in();

  /// Rows of one unit.
  int unit();

  /// Number of units, the last one possibly cut short by `out`.
  default int units() {
    return Math.ceilDiv(out(), unit());
  }

  /// y = W x for `tokens` tokens and the rows of units `from … to-1`. Whole tiles of y are written,
  /// beyond `out` and `tokens` with values of no meaning.
  void multiply(Panel x, Panel y, int tokens, int from, int to);

  /// Writes one row as floats.
  void row(int row, float[] to, int at);
}
