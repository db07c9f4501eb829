package org.datanet.attribution.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.datanet.attribution.corpus.CorpusSource;
import org.datanet.attribution.index.AttributionIndex;
import org.datanet.attribution.index.BuildProgress;
import org.datanet.attribution.index.BuildSettings;
import org.datanet.attribution.index.IndexBuilder;
import org.datanet.attribution.index.IndexWriter;
import org.datanet.attribution.index.IndexedRecord;
import org.datanet.attribution.index.Segment;
import org.datanet.attribution.index.SuffixArrayBench;
import org.datanet.attribution.query.PhraseQuery;
import org.datanet.attribution.shares.AttributionParameters;
import org.datanet.attribution.shares.Attributor;
import org.datanet.attribution.shares.DatasetIndex;
import org.datanet.kernel.Address;
import org.datanet.kernel.DatasetVersionId;
import org.datanet.kernel.RecordId;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `bench attribution --corpus FILE.tsv`: builds, opens, asks, changes and erases; writes
/// `target/bench/attribution-NAME.json`, NAME being the corpus'.
@Command(name = "attribution", mixinStandardHelpOptions = true)
public final class AttributionBench implements Callable<Integer> {

  private static final DatasetVersionId VERSION = new DatasetVersionId(new UUID(0x7000L, 1));
  private static final int ANSWER_WORDS = 500;
  private static final int ROUNDS = 5;

  @Option(names = "--corpus", required = true, description = "FILE.tsv with FILE.bin beside it.")
  private Path corpus = Path.of("");

  @Option(names = "--libsais", description = "Shared library of libsais 2, to sort beside it.")
  private @Nullable Path libsais;

  @Option(
      names = "--infini-gram",
      paramLabel = "PYTHON",
      description = "A Python with infini-gram and numpy, to measure it in the same run.")
  private @Nullable String python;

  @Option(names = "--answers", defaultValue = "200", description = "Answers to attribute.")
  private int answers;

  private final Measures measures = new Measures();

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new AttributionBench()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    String name = corpus.getFileName().toString().replaceAll("\\.tsv$", "");
    Path folder = Files.createTempDirectory(name + "-bench");
    try {
      measure(folder);
      if (python != null) {
        new InfiniGram(python, corpus, folder.resolve("infini-gram")).measure(measures);
      }
      measures.write("attribution-" + name);
    } finally {
      delete(folder);
    }
    return 0;
  }

  private void measure(Path folder) throws IOException {
    long bytes = Files.size(Path.of(corpus.toString().replaceAll("\\.tsv$", ".bin")));
    measures.add("corpus_bytes", bytes, "B", 1, 1);
    Path one = folder.resolve("one");
    Path eight = folder.resolve("eight");
    int characters = (int) Math.min(1 << 30, bytes);
    build("", bytes, one, new BuildSettings(1, characters));
    build("_2t", bytes, folder.resolve("two"), new BuildSettings(2, characters / 4 + 1));
    delete(folder.resolve("two"));
    build("_8_segments", bytes, eight, new BuildSettings(2, characters / 8 + 1));
    open(one);
    List<String> texts;
    try (AttributionIndex index = AttributionIndex.open(one)) {
      measures.add("corpus_documents", index.recordCount(), "documents", 1, 1);
      measures.add("corpus_words", index.wordCount(), "words", 1, 1);
      count(index);
      texts = new Workload(index).answers(answers, ANSWER_WORDS);
      longestMatches("", index, texts);
      attribute("", index, texts);
      throughput(index, texts);
    }
    try (AttributionIndex index = AttributionIndex.open(eight)) {
      longestMatches("_8_segments", index, texts);
      attribute("_8_segments", index, texts);
    }
    change(one);
    try (AttributionIndex index = AttributionIndex.open(eight)) {
      sort(index.segment(0));
    }
  }

  private void build(String suffix, long bytes, Path folder, BuildSettings settings)
      throws IOException {
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

  /// Suffix sorting alone, beside libsais when it is given.
  private void sort(Segment segment) {
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

  private void open(Path folder) {
    long[] nanos = new long[100];
    for (int i = 0; i < nanos.length; i++) {
      long begin = System.nanoTime();
      AttributionIndex index = AttributionIndex.open(folder);
      nanos[i] = System.nanoTime() - begin;
      index.close();
    }
    measures.percentiles("open_%s_ms", nanos, 1e6, "ms");
  }

  private void count(AttributionIndex index) {
    Workload workload = new Workload(index);
    for (int words : new int[] {1, 2, 4, 8}) {
      count(index, workload.hits(5000, words), "count_" + words + "_words_hit");
      count(index, workload.misses(5000, words), "count_" + words + "_words_miss");
    }
  }

  /// From words to number: looking them up in the vocabulary included.
  private void count(AttributionIndex index, List<List<String>> phrases, String name) {
    long[] nanos = new long[phrases.size()];
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < nanos.length; i++) {
        long begin = System.nanoTime();
        new PhraseQuery(index, phrases.get(i)).count();
        nanos[i] = System.nanoTime() - begin;
      }
    }
    measures.percentiles(name + "_%s_us", nanos, 1e3, "us");
  }

  private void longestMatches(String suffix, AttributionIndex index, List<String> texts) {
    long[] nanos = new long[texts.size()];
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < nanos.length; i++) {
        PhraseQuery query = new PhraseQuery(index, List.of(texts.get(i).split(" ")));
        long begin = System.nanoTime();
        query.longestMatches();
        nanos[i] = System.nanoTime() - begin;
      }
    }
    measures.percentiles("longest_match_500_%s_ms" + suffix, nanos, 1e6, "ms");
  }

  private void attribute(String suffix, AttributionIndex index, List<String> texts) {
    long[] nanos = new long[texts.size()];
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < nanos.length; i++) {
        long begin = System.nanoTime();
        attribute(index, texts.get(i));
        nanos[i] = System.nanoTime() - begin;
      }
    }
    measures.percentiles("attribute_500_words_%s_ms" + suffix, nanos, 1e6, "ms");
  }

  private static void attribute(AttributionIndex index, String text) {
    Attributor.attribute(
        List.of(new DatasetIndex(VERSION, index)),
        List.of(),
        text,
        AttributionParameters.defaults());
  }

  private void throughput(AttributionIndex index, List<String> texts) {
    for (int clients : new int[] {1, 2, 4, 8}) {
      long begin = System.nanoTime();
      try (ExecutorService threads = Executors.newFixedThreadPool(clients)) {
        for (int client = 0; client < clients; client++) {
          threads.submit(() -> texts.forEach(text -> attribute(index, text)));
        }
      }
      double seconds = (System.nanoTime() - begin) / 1e9;
      measures.add(
          "attributions_per_s_" + clients + "_clients",
          clients * texts.size() / seconds,
          "1/s",
          clients * texts.size(),
          clients);
    }
  }

  /// Appends, erases and purges small records in the index of the whole corpus.
  private void change(Path folder) {
    int times = 20;
    long[] append = new long[times];
    long[] erase = new long[times];
    try (IndexWriter writer = IndexWriter.open(folder)) {
      BuildSettings settings = new BuildSettings(1, 1 << 20);
      List<RecordId> ids = new ArrayList<>();
      for (int i = 0; i < times; i++) {
        IndexedRecord record = newRecord(i);
        long begin = System.nanoTime();
        writer.append(List.of(record), settings, BuildProgress.SILENT);
        append[i] = System.nanoTime() - begin;
        ids.add(record.id());
      }
      for (int i = 0; i < times; i++) {
        long begin = System.nanoTime();
        writer.erase(List.of(ids.get(i)));
        erase[i] = System.nanoTime() - begin;
      }
      measures.percentiles("append_to_visible_%s_ms", append, 1e6, "ms");
      measures.percentiles("erase_to_hidden_%s_ms", erase, 1e6, "ms");
      timed("erase_to_purged_small_segments_s", () -> writer.purge(BuildProgress.SILENT));
      try (AttributionIndex index = AttributionIndex.open(folder)) {
        writer.erase(List.of(index.recordId(0)));
      }
      timed("erase_to_purged_whole_corpus_s", () -> writer.purge(BuildProgress.SILENT));
    }
  }

  private static IndexedRecord newRecord(int i) {
    return new IndexedRecord(
        new RecordId(new UUID(0x7000L, i)),
        Address.of("0x" + "7".repeat(40)),
        "a new record, the number " + i,
        Instant.parse("2026-01-01T00:00:00Z"));
  }

  private void timed(String metric, Runnable work) {
    long begin = System.nanoTime();
    work.run();
    measures.add(metric, (System.nanoTime() - begin) / 1e9, "s", 1, 1);
  }

  private static long size(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.mapToLong(file -> file.toFile().length()).sum();
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(file);
      }
    }
  }
}
