package org.datanet.inference.model;

import java.util.stream.IntStream;

/// The new tokens of a [StepBatch] in one line, without padding.
///
/// @param ids token ids
/// @param positions place of each in its text
/// @param write cache slot each is written to
/// @param read cache slots of each one's text, shared by the tokens of a row
/// @param slabRow adapter row of each
/// @param last indices of the tokens whose successors are wanted
record StepTokens(
    int[] ids, int[] positions, int[] write, int[][] read, int[] slabRow, int[] last) {

  int count() {
    return ids.length;
  }

  /// @throws IllegalArgumentException when an id, position or slot is outside model or cache
  static StepTokens of(StepBatch batch, LlamaConfig config, int slots) {
    int count = batch.tokens();
    StepTokens tokens =
        new StepTokens(
            new int[count],
            new int[count],
            new int[count],
            new int[count][],
            new int[count],
            new int[batch.ids().length]);
    int at = 0;
    for (int row = 0; row < batch.ids().length; row++) {
      tokens.last[row] = at + batch.lastIndex()[row];
      for (int i = 0; i < batch.ids()[row].length; i++) {
        tokens.set(at++, batch, row, i);
      }
    }
    tokens.require(config, slots);
    return tokens;
  }

  /// The same, with every token's successor wanted.
  StepTokens withAllLogits() {
    int[] all = IntStream.range(0, count()).toArray();
    return new StepTokens(ids, positions, write, read, slabRow, all);
  }

  private void set(int at, StepBatch batch, int row, int i) {
    ids[at] = batch.ids()[row][i];
    positions[at] = batch.positions()[row][i];
    write[at] = batch.writeSlots()[row][i];
    read[at] = batch.readSlots()[row];
    slabRow[at] = batch.slabRow()[row];
  }

  private void require(LlamaConfig config, int slots) {
    for (int t = 0; t < count(); t++) {
      within("a token id", ids[t], config.vocab());
      within("a position", positions[t], Math.min(config.maxPositions(), read[t].length));
      within("a cache slot", write[t], slots);
      for (int slot : read[t]) {
        within("a cache slot", slot, slots);
      }
    }
  }

  private static void within(String what, int value, int end) {
    if (value < 0 || value >= end) {
      throw new IllegalArgumentException(
          "%s must be 0 to %d, is %d".formatted(what, end - 1, value));
    }
  }
}
