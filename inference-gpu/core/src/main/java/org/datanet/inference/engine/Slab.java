package org.datanet.inference.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The table of one rank bucket: a running call has a seat, and slab row = seat, so that the rows
/// of a step stand side by side as the engine wants them (gathering them each step costs more than
/// the step). A seat keeps its adapter after its call has ended; the next call of the same adapter
/// finds it there. Used by the engine's thread only.
final class Slab {

  /// The rank of the table that holds none.
  static final int NO_ADAPTERS = 0;

  private static final Object BASE = "base";

  private final Decoder decoder;
  private final int rank;
  private final @Nullable Row[] seats;
  private final @Nullable Object[] holds;
  private final long[] lastUse;
  private long uses;
  private int size;

  Slab(Decoder decoder, int rank, int seats) {
    this.decoder = decoder;
    this.rank = rank;
    this.seats = new Row[seats];
    this.holds = new Object[seats];
    this.lastUse = new long[seats];
    Arrays.fill(holds, BASE);
  }

  int rank() {
    return rank;
  }

  /// Calls that have a seat.
  int size() {
    return size;
  }

  /// Different adapters in the table.
  int adapters() {
    return (int)
        Arrays.stream(holds)
            .filter(Objects::nonNull)
            .filter(h -> !h.equals(BASE))
            .distinct()
            .count();
  }

  void admit(Row row) {
    int seat = freeSeat(wanted(row));
    if (holding(wanted(row)) < 0) {
      attach(seat, row);
    }
    move(row, seat);
    size++;
  }

  void leave(Row row) {
    lastUse[row.seat()] = ++uses;
    seats[row.seat()] = null;
    size--;
  }

  /// The calls in the order of their seats, which have no gap.
  List<Row> seated() {
    int first = lowest();
    int last = highest();
    for (int seat = first; seat < first + size; seat++) {
      if (seats[seat] == null) {
        Row moved = Objects.requireNonNull(seats[last]);
        leave(moved);
        size++;
        move(moved, seat);
        last = highest();
      }
    }
    return Arrays.stream(seats).filter(Objects::nonNull).map(Objects::requireNonNull).toList();
  }

  private void move(Row row, int seat) {
    seats[seat] = row;
    row.sit(this, seat);
  }

  private int lowest() {
    int seat = 0;
    while (seat < seats.length && seats[seat] == null) {
      seat++;
    }
    return seat;
  }

  private int highest() {
    int seat = seats.length - 1;
    while (seat >= 0 && seats[seat] == null) {
      seat--;
    }
    return seat;
  }

  /// What has to be stepped for these calls, which are in the order of their seats: they alone
  /// where one slab row serves all; else with those who sit between them, so that there is no gap.
  List<Row> neighbours(List<Row> ready) {
    if (rank == NO_ADAPTERS || shared(ready) >= 0) {
      return ready;
    }
    int first = ready.getFirst().seat();
    int last = ready.getLast().seat();
    return seated().stream().filter(r -> r.seat() >= first && r.seat() <= last).toList();
  }

  private int shared(List<Row> rows) {
    List<Object> wanted = rows.stream().map(Slab::wanted).distinct().toList();
    return wanted.size() == 1 ? holding(wanted.getFirst()) : -1;
  }

  /// The slab row of each call: one for all where all have the same adapter, else their seats.
  int[] rowsOf(List<Row> rows) {
    if (rank == NO_ADAPTERS) {
      return new int[rows.size()];
    }
    int shared = shared(rows);
    if (shared >= 0) {
      return IntStream.range(0, rows.size()).map(i -> shared).toArray();
    }
    for (Row row : rows) {
      if (!wanted(row).equals(holds[row.seat()])) {
        attach(row.seat(), row);
      }
    }
    return rows.stream().mapToInt(Row::seat).toArray();
  }

  private void attach(int seat, Row row) {
    if (rank == NO_ADAPTERS) {
      return;
    }
    holds[seat] = null;
    decoder.attach(rank, seat, row.adapter());
    holds[seat] = wanted(row);
  }

  private static Object wanted(Row row) {
    return row.generation().request().adapter().<Object>map(a -> a.contentHash()).orElse(BASE);
  }

  private int holding(Object content) {
    return new ArrayList<>(Arrays.asList(holds)).indexOf(content);
  }

  /// A seat in a gap or beside the others: one that holds the adapter already, else the one left
  /// longest ago.
  private int freeSeat(Object content) {
    int from = size == 0 ? 0 : Math.max(0, lowest() - 1);
    int to = size == 0 ? seats.length - 1 : Math.min(seats.length - 1, highest() + 1);
    return IntStream.rangeClosed(from, to)
        .filter(seat -> seats[seat] == null)
        .boxed()
        .min(
            Comparator.comparing((Integer seat) -> !content.equals(holds[seat]))
                .thenComparing(seat -> lastUse[seat]))
        .orElseThrow(() -> new IllegalStateException("every seat is taken"));
  }
}
