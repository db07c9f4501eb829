package org.datanet.inference.model;

/// What one decoder step works on: B rows, each with up to T new tokens over its own cache slots.
/// Rows may be ragged; shorter ones are padded inside, and padding writes to the trash slot 0.
///
/// @param ids new token ids of each row
/// @param positions place of each new token in its row's text, from 0
/// @param writeSlots cache slot each new token is written to
/// @param readSlots cache slots of the row's positions 0…S-1 (the new ones included), 0-padded
/// @param readLength S, the longest row's total length in tokens
/// @param lastIndex index into `ids[row]` of the token whose successor is wanted
/// @param slabRow adapter row of each row; ignored when the step gets no slab
public record StepBatch(
    int[][] ids,
    int[][] positions,
    int[][] writeSlots,
    int[][] readSlots,
    int readLength,
    int[] lastIndex,
    int[] slabRow) {

  public StepBatch {
    int rows = ids.length;
    if (rows == 0
        || positions.length != rows
        || writeSlots.length != rows
        || readSlots.length != rows
        || lastIndex.length != rows
        || slabRow.length != rows) {
      throw new IllegalArgumentException("a step needs the same number of rows everywhere");
    }
  }

  /// New tokens of all rows, without padding.
  int tokens() {
    int tokens = 0;
    for (int[] row : ids) {
      tokens += row.length;
    }
    return tokens;
  }

  /// Longest row, in new tokens.
  int width() {
    int width = 1;
    for (int[] row : ids) {
      width = Math.max(width, row.length);
    }
    return width;
  }
}
