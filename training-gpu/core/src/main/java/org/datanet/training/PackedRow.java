package org.datanet.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.datanet.inference.model.TokenBatch;

/// Pieces that share one row of a batch; none sees another.
record PackedRow(List<Piece> pieces) {

  private static final int OPEN_ROWS = 32;

  /// First fit into rows of at most `length` tokens, in order.
  static List<PackedRow> pack(List<Piece> pieces, int length) {
    List<List<Piece>> done = new ArrayList<>();
    List<List<Piece>> open = new ArrayList<>();
    List<Integer> free = new ArrayList<>();
    for (Piece piece : pieces) {
      int size = piece.ids().length;
      int fit =
          IntStream.range(0, open.size()).filter(i -> free.get(i) >= size).findFirst().orElse(-1);
      if (fit < 0) {
        if (open.size() == OPEN_ROWS) {
          done.add(open.removeFirst());
          free.removeFirst();
        }
        open.add(new ArrayList<>());
        free.add(length);
        fit = open.size() - 1;
      }
      open.get(fit).add(piece);
      free.set(fit, free.get(fit) - size);
    }
    done.addAll(open);
    return done.stream().map(PackedRow::new).toList();
  }

  /// Groups of rows, in order, that have at most `tokens` tokens each when padded to their widest
  /// row; a row that is longer stands alone.
  static List<List<PackedRow>> grouped(List<PackedRow> rows, int tokens) {
    List<List<PackedRow>> groups = new ArrayList<>();
    List<PackedRow> group = new ArrayList<>();
    int width = 0;
    for (PackedRow row : rows) {
      int wider = Math.max(width, row.length());
      if (!group.isEmpty() && wider * (group.size() + 1) > tokens) {
        groups.add(group);
        group = new ArrayList<>();
        wider = row.length();
      }
      group.add(row);
      width = wider;
    }
    if (!group.isEmpty()) {
      groups.add(group);
    }
    return groups;
  }

  int length() {
    return pieces.stream().mapToInt(p -> p.ids().length).sum();
  }

  /// Number of tokens that are learnt.
  int learnt() {
    return pieces.stream().mapToInt(Piece::learnt).sum();
  }

  /// @param weights factor of each row's summed loss
  static TokenBatch batch(List<PackedRow> rows, float[] weights) {
    List<Columns> columns = rows.stream().map(PackedRow::columns).toList();
    return new TokenBatch(
        columns.stream().map(Columns::ids).toArray(int[][]::new),
        columns.stream().map(Columns::positions).toArray(int[][]::new),
        columns.stream().map(Columns::segments).toArray(int[][]::new),
        columns.stream().map(Columns::labels).toArray(int[][]::new),
        weights);
  }

  /// Every row with the same factor.
  static TokenBatch batch(List<PackedRow> rows, float weight) {
    float[] weights = new float[rows.size()];
    Arrays.fill(weights, weight);
    return batch(rows, weights);
  }

  private record Columns(int[] ids, int[] positions, int[] segments, int[] labels) {}

  private Columns columns() {
    int length = length();
    Columns row = new Columns(new int[length], new int[length], new int[length], new int[length]);
    int at = 0;
    for (int segment = 0; segment < pieces.size(); segment++) {
      Piece piece = pieces.get(segment);
      int[] own = piece.ids();
      for (int i = 0; i < own.length; i++, at++) {
        boolean learnt = i + 1 >= piece.from() && i + 1 < own.length;
        row.ids()[at] = own[i];
        row.positions()[at] = i;
        row.segments()[at] = segment;
        row.labels()[at] = learnt ? own[i + 1] : TokenBatch.IGNORE;
      }
    }
    return row;
  }
}
