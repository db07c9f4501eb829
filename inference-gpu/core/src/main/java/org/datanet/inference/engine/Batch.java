package org.datanet.inference.engine;

import java.util.List;
import org.datanet.inference.model.StepBatch;

/// The rows of one step side by side, padded to the longest. Padding writes to cache slot 0 and is
/// never read. A row that takes nothing stands there only so that the others' slab rows are
/// neighbours.
///
/// @param taken how many pending tokens of each row the step reads
record Batch(List<Row> rows, int[] taken) {

  StepBatch arrays(int[] slabRows) {
    int n = rows.size();
    int width = 0;
    int read = 1;
    for (int i = 0; i < n; i++) {
      width = Math.max(width, taken[i]);
      read = Math.max(read, taken[i] == 0 ? 1 : rows.get(i).cached() + taken[i]);
    }
    int[][] ids = new int[n][width];
    int[][] positions = new int[n][width];
    int[][] writeSlots = new int[n][width];
    int[][] readSlots = new int[n][read];
    int[] last = new int[n];
    for (int i = 0; i < n; i++) {
      Row row = rows.get(i);
      fill(row, taken[i], ids[i], positions[i], writeSlots[i]);
      fillReads(row, taken[i], readSlots[i]);
      last[i] = Math.max(0, taken[i] - 1);
    }
    return new StepBatch(ids, positions, writeSlots, readSlots, read, last, slabRows);
  }

  /// How many tokens the step reads.
  int tokens() {
    int sum = 0;
    for (int count : taken) {
      sum += count;
    }
    return sum;
  }

  private static void fill(Row row, int taken, int[] ids, int[] positions, int[] writeSlots) {
    for (int t = 0; t < taken; t++) {
      int position = row.cached() + t;
      ids[t] = row.token(position);
      positions[t] = position;
      writeSlots[t] = row.slot(position);
    }
  }

  private static void fillReads(Row row, int taken, int[] readSlots) {
    for (int position = 0; taken > 0 && position < row.cached() + taken; position++) {
      readSlots[position] = row.slot(position);
    }
  }
}
