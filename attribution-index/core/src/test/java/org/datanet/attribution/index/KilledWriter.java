package org.datanet.attribution.index;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.datanet.attribution.Samples;

/// A writer to be killed: a process that changes an index step by step, the same steps for the same
/// seed, and prints `step N` before each, `generation G DIGEST` after each publication and `done N`
/// after each step. Each step appends twins or erases a record, and now and then purges or
/// compacts.
final class KilledWriter {

  private static final BuildSettings SETTINGS = new BuildSettings(2, 400);

  private KilledWriter() {}

  /// @param arguments folder, seed, first step
  public static void main(String[] arguments) {
    long seed = Long.parseLong(arguments[1]);
    Path folder = Path.of(arguments[0]);
    try (IndexWriter writer = IndexWriter.open(folder)) {
      for (int step = Integer.parseInt(arguments[2]); true; step++) {
        System.out.println("step " + step);
        run(writer, folder, seed, step);
        System.out.println("done " + step);
      }
    }
  }

  private static void run(IndexWriter writer, Path folder, long seed, int step) {
    BuildProgress progress = (done, total, unit, message) -> sayPublished(folder, done, total);
    switch (kind(step)) {
      case APPEND -> {
        writer.append(added(seed, step), SETTINGS, BuildProgress.SILENT);
        sayPublished(folder, 1, 1);
      }
      case ERASE -> {
        writer.erase(List.of(live(seed, step).get(erased(seed, step)).id()));
        sayPublished(folder, 1, 1);
      }
      case PURGE -> writer.purge(progress);
      case COMPACT -> writer.compact(1 + step % 3, progress);
    }
  }

  private static void sayPublished(Path folder, long done, long total) {
    if (done == total) {
      try (AttributionIndex index = AttributionIndex.open(folder)) {
        System.out.println("generation " + index.generation() + " " + index.digest());
      }
    }
  }

  private enum Kind {
    APPEND,
    ERASE,
    PURGE,
    COMPACT
  }

  private static Kind kind(int step) {
    return switch (step % 6) {
      case 2 -> Kind.ERASE;
      case 4 -> Kind.COMPACT;
      case 5 -> Kind.PURGE;
      default -> Kind.APPEND;
    };
  }

  private static List<IndexedRecord> added(long seed, int step) {
    Random random = new Random(seed * 31 + step);
    List<IndexedRecord> records = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      String words =
          String.join(" ", IntStream.range(0, 60).mapToObj(w -> "w" + random.nextInt(9)).toList());
      String side = i % 2 == 0 ? "left" : "right";
      records.add(Samples.record(step * 10 + i, i % 3, side + " twin " + words));
    }
    return records;
  }

  private static int erased(long seed, int step) {
    return new Random(seed * 37 + step).nextInt(live(seed, step).size());
  }

  /// The records that are neither missing nor erased before a step.
  static List<IndexedRecord> live(long seed, int step) {
    List<IndexedRecord> live = new ArrayList<>();
    for (int past = 0; past < step; past++) {
      switch (kind(past)) {
        case APPEND -> live.addAll(added(seed, past));
        case ERASE -> live.remove(new Random(seed * 37 + past).nextInt(live.size()));
        case PURGE, COMPACT -> {}
      }
    }
    return live;
  }
}
