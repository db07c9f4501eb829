package org.datanet.attribution.index;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;

/// Measures suffix sorting of a text of word ids in cpu seconds of one thread, beside libsais when
/// the system property `datanet.libsais` names it.
public final class SuffixArrayBench {

  private SuffixArrayBench() {}

  /// @param javaCpuSeconds the best of the rounds
  /// @param libsaisCpuSeconds likewise, with the copies into native memory and back
  /// @param heapBytes all that was allocated beside text and result: no less than the peak
  public record Measured(
      int tokens,
      int alphabet,
      double javaCpuSeconds,
      OptionalDouble libsaisCpuSeconds,
      long heapBytes) {}

  /// @throws IllegalStateException when the two results differ
  public static Measured measure(int[] text, int alphabet, int rounds) {
    Optional<Libsais> libsais = Libsais.configured();
    double java = Double.POSITIVE_INFINITY;
    double peer = Double.POSITIVE_INFINITY;
    long heap = 0;
    for (int k = 0; k < rounds; k++) {
      long before = allocatedBytes();
      Timed sorted = timed(() -> SuffixArray.inJava(text, alphabet));
      heap = allocatedBytes() - before - 4L * text.length;
      java = Math.min(java, sorted.cpuSeconds);
      if (libsais.isPresent()) {
        Timed other = timed(() -> libsais.get().sort(text, alphabet));
        peer = Math.min(peer, other.cpuSeconds);
        if (!Arrays.equals(sorted.result, other.result)) {
          throw new IllegalStateException("libsais sorts " + text.length + " tokens otherwise");
        }
      }
    }
    OptionalDouble other = libsais.isPresent() ? OptionalDouble.of(peer) : OptionalDouble.empty();
    return new Measured(text.length, alphabet, java, other, heap);
  }

  private record Timed(int[] result, double cpuSeconds) {}

  private static Timed timed(Supplier<int[]> sorter) {
    long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    int[] result = sorter.get();
    long after = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    return new Timed(result, (after - before) / 1e9);
  }

  private static long allocatedBytes() {
    return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean())
        .getCurrentThreadAllocatedBytes();
  }

  /// Arguments: a file of word ids (32 bits, little-endian), how many of them, rounds.
  public static void main(String[] arguments) throws IOException {
    try (FileChannel file = FileChannel.open(Path.of(arguments[0]))) {
      IntBuffer words =
          file.map(FileChannel.MapMode.READ_ONLY, 0, file.size())
              .order(ByteOrder.LITTLE_ENDIAN)
              .asIntBuffer();
      int[] text = new int[Math.min(Integer.parseInt(arguments[1]), words.remaining())];
      words.get(text);
      int alphabet = Arrays.stream(text).max().orElse(0) + 1;
      Measured measured = measure(text, alphabet, Integer.parseInt(arguments[2]));
      System.out.println(measured);
      System.out.printf(
          "%.1f M tokens/cpu-s, %.2f bytes a token beside text and result%n",
          text.length / measured.javaCpuSeconds() / 1e6,
          (double) measured.heapBytes() / text.length);
    }
  }
}
