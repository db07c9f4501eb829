package org.datanet.inference.model;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/// Training input: B rows of token ids. Several texts may share a row; a token sees only earlier
/// tokens of its own segment.
///
/// @param ids token ids; shorter rows are padded inside
/// @param positions place of each token in its own text
/// @param segments number of the text inside the row, >= 0
/// @param labels the token that should follow, or [#IGNORE]
/// @param rowWeights factor of each row's summed loss (nats); 1 / labelled tokens gives the mean
public record TokenBatch(
    int[][] ids, int[][] positions, int[][] segments, int[][] labels, float[] rowWeights) {

  /// Label of a token whose successor does not count.
  public static final int IGNORE = -100;

  private static final int PADDING_SEGMENT = -1;

  public TokenBatch {
    int rows = ids.length;
    if (rows == 0
        || positions.length != rows
        || segments.length != rows
        || labels.length != rows
        || rowWeights.length != rows) {
      throw new IllegalArgumentException("a batch needs the same number of rows everywhere");
    }
  }

  /// Number of labelled tokens.
  public int labelled() {
    int count = 0;
    for (int[] row : labels) {
      for (int label : row) {
        count += label == IGNORE ? 0 : 1;
      }
    }
    return count;
  }

  Decoder.Tokens tokens(NDManager scope) {
    int width = 1;
    for (int[] row : ids) {
      width = Math.max(width, row.length);
    }
    Shape shape = new Shape(ids.length, width);
    return new Decoder.Tokens(
        scope.create(StepInput.padded(ids, width, 0), shape),
        scope.create(StepInput.padded(positions, width, 0), shape),
        scope.create(StepInput.padded(segments, width, PADDING_SEGMENT), shape),
        scope.create(StepInput.padded(labels, width, IGNORE), shape));
  }
}
