package org.datanet.attribution.text;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/// Measures how fast [WordScanner] reads: `WordBench FILE...` prints a line for each UTF-8 file.
public final class WordBench {

  private static final int RUNS = 9;

  private long hash;

  private WordBench() {}

  public static void main(String[] files) throws IOException {
    for (String file : files) {
      String text = Files.readString(Path.of(file));
      System.out.printf(Locale.ROOT, "%-40s %8.1f MB/cpu-s%n", file, megabytesPerCpuSecond(text));
    }
  }

  /// UTF-8 megabytes (10^6 bytes) a cpu second of this thread, the best of nine runs, with a sink
  /// that hashes every word.
  public static double megabytesPerCpuSecond(String text) {
    WordBench bench = new WordBench();
    WordScanner scanner = new WordScanner();
    long best = Long.MAX_VALUE;
    for (int run = 0; run < RUNS; run++) {
      long before = cpuNanos();
      scanner.scan(text, bench::hash);
      best = Math.min(best, cpuNanos() - before);
    }
    return text.getBytes(StandardCharsets.UTF_8).length * 1e3 / best;
  }

  private void hash(char[] folded, int from, int to, int start, int end) {
    long word = 0;
    for (int i = from; i < to; i++) {
      word = word * 0x9E3779B97F4A7C15L + folded[i];
    }
    hash ^= word;
  }

  private static long cpuNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
