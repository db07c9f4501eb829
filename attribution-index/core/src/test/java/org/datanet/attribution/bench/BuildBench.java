package org.datanet.attribution.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.datanet.attribution.corpus.CorpusSource;
import org.datanet.attribution.index.AttributionIndex;
import org.datanet.attribution.index.BuildProgress;
import org.datanet.attribution.index.BuildSettings;
import org.datanet.attribution.index.IndexBuilder;
import org.datanet.attribution.index.Segment;
import org.datanet.attribution.index.SuffixArrayBench;
import org.datanet.devstack.measure.Measures;
import org.jspecify.annotations.Nullable;

/// Time, heap and size of builds; suffix sorting alone.
record BuildBench(Path corpus, long bytes, Measures measures) {

  void build(String suffix, Path folder, BuildSettings settings) throws IOException {
    System.gc();
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    int threads = settings.threads();
    try (LiveHeap heap = new LiveHeap();
        CorpusSource records = CorpusSource.open(corpus, CorpusSource.FIRST_ACCEPTED)) {
      long cpu = system.getProcessCpuTime();
      long wall = System.nanoTime();
      IndexBuilder.build(folder, records, settings, BuildProgress.SILENT);
      double wallSeconds = (System.nanoTime() - wall) / 1e9;
      double cpuSeconds = (system.getProcessCpuTime() - cpu) / 1e9;
      try (AttributionIndex index = AttributionIndex.open(folder)) {
        double words = index.wordCount();
        String wallName = suffix.isEmpty() ? "_1t" : suffix;
        measures.add("build_wall_s" + wallName, wallSeconds, "s", 1, threads);
        measures.add(
            "build_words_per_cpu_s" + suffix, words / cpuSeconds, "words/cpu-s", 1, threads);
        measures.add(
            "build_peak_bytes_per_word" + suffix, heap.peak() / words, "B/word", 1, threads);
        measures.add(
            "index_bytes_per_corpus_byte" + suffix, (double) size(folder) / bytes, "B/B", 1, 1);
        measures.add("index_segments" + suffix, index.segmentCount(), "segments", 1, 1);
      }
    }
  }

  /// Suffix sorting alone, beside the shared library of libsais when it is given.
  void sort(Segment segment, @Nullable Path libsais) {
    if (libsais != null) {
      System.setProperty("datanet.libsais", libsais.toString());
    }
    int[] text = new int[segment.tokenCount()];
    Arrays.setAll(text, segment::token);
    int alphabet = Arrays.stream(text).max().orElse(0) + 1;
    SuffixArrayBench.Measured sorted = SuffixArrayBench.measure(text, alphabet, 3);
    measures.add("suffix_sort_tokens", text.length, "tokens", 1, 1);
    measures.add(
        "suffix_sort_tokens_per_cpu_s", text.length / sorted.javaCpuSeconds(), "1/cpu-s", 3, 1);
    measures.add(
        "suffix_sort_heap_bytes_per_token",
        (double) sorted.heapBytes() / text.length,
        "B/token",
        1,
        1);
    sorted
        .libsaisCpuSeconds()
        .ifPresent(seconds -> {
          measures.add("libsais_tokens_per_cpu_s", text.length / seconds, "1/cpu-s", 3, 1);
          measures.add("suffix_sort_cpu_of_libsais", sorted.javaCpuSeconds() / seconds, "x", 3, 1);
        });
  }

  private static long size(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.mapToLong(file -> file.toFile().length()).sum();
    }
  }
}
