package org.datanet.inference.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What this process holds: resident memory, with the heap counted as what is alive after a
/// collection.
final class MemoryLine {

  private static final long KIB = 1024;
  private static final long TOLERATED = 48 << 20;

  private final List<Long> bytes = new ArrayList<>();

  void sample() {
    System.gc();
    MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
    bytes.add(resident() - heap.getCommitted() + heap.getUsed());
  }

  private static long resident() {
    try {
      return Files.readAllLines(Path.of("/proc/self/status")).stream()
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * KIB)
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int size() {
    return bytes.size();
  }

  /// Growth from the second quarter of the time to the last, by their medians.
  long grownBytes() {
    int quarter = bytes.size() / 4;
    return quarter == 0
        ? 0
        : median(bytes.subList(3 * quarter, bytes.size()))
            - median(bytes.subList(quarter, 2 * quarter));
  }

  private static long median(List<Long> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }

  boolean flat() {
    return grownBytes() < TOLERATED;
  }

  @Override
  public String toString() {
    return bytes.isEmpty() ? "" : bytes.getLast() / KIB / KIB + " MiB";
  }
}
