package org.datanet.inference.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.datanet.devstack.measure.Measures;

/// What this process holds over time: all of its resident memory, what of the heap is alive after a
/// collection, and what lies outside the heap.
final class MemoryLine {

  private static final long KIB = 1024;
  private static final double MIB = 1 << 20;
  private static final long TOLERATED = 48 << 20;

  private final List<Sample> samples = new ArrayList<>();
  private final long started = System.nanoTime();

  /// Bytes at one moment.
  ///
  /// @param heap of what is alive
  /// @param offHeap resident without the heap's pages
  record Sample(double minute, long resident, long heap, long offHeap) {

    /// What would be left if the heap were as small as it could be.
    long held() {
      return offHeap + heap;
    }
  }

  void sample() {
    System.gc();
    MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
    long resident = resident();
    double minute = (System.nanoTime() - started) / 6e10;
    samples.add(new Sample(minute, resident, heap.getUsed(), resident - heap.getCommitted()));
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

  List<Sample> samples() {
    return List.copyOf(samples);
  }

  /// Growth from the second quarter of the time to the last, by their medians.
  long grownBytes() {
    int quarter = samples.size() / 4;
    return quarter == 0
        ? 0
        : median(samples.subList(3 * quarter, samples.size()))
            - median(samples.subList(quarter, 2 * quarter));
  }

  private static long median(List<Sample> values) {
    return values.stream().map(Sample::held).sorted().toList().get(values.size() / 2);
  }

  boolean flat() {
    return grownBytes() < TOLERATED;
  }

  /// Every sample, and the growth.
  void measure(Measures measures) {
    for (Sample sample : samples) {
      String unit = "MiB at minute %.1f".formatted(sample.minute());
      measures.take("memory_resident", sample.resident() / MIB, unit, 1, 1);
      measures.take("memory_heap", sample.heap() / MIB, unit, 1, 1);
      measures.take("memory_off_heap", sample.offHeap() / MIB, unit, 1, 1);
    }
    measures.add("memory_grown", grownBytes() / MIB, "MiB", samples.size(), 1);
  }

  @Override
  public String toString() {
    return samples.isEmpty() ? "" : samples.getLast().held() / KIB / KIB + " MiB";
  }
}
