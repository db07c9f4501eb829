package org.datanet.inference.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.IntSupplier;
import org.datanet.devstack.measure.Measures;
import org.datanet.inference.Configs;
import org.datanet.inference.engine.EngineStatus;
import org.datanet.inference.engine.InferenceService;
import org.datanet.inference.model.AdapterSlab;
import org.datanet.inference.model.LlamaEngine;
import org.datanet.inference.model.LoraAdapter;
import org.datanet.inference.model.Precision;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `bench serve`: tokens/s and latency of 1, 8 and 32 calls at once over 1 to 5,000 adapters,
/// beside the base model alone; the way of a cold adapter; long contexts. The 5,000 are more than
/// the host's memory may hold here, so they come and go. Settings of one batch size are measured in
/// turn, several rounds, so that a disturbance hits all of them: about 12 minutes on two idle
/// cores. Writes `target/bench/serve.json` and `serve.svg`.
@Command(name = "serve", mixinStandardHelpOptions = true)
public final class ServeBench implements Callable<Integer> {

  private static final int PROMPT = 16;
  private static final int ANSWER = 32;
  private static final List<Integer> ADAPTERS = List.of(1, 8, 32, 256, 2000, 5000);

  @Option(names = "--model", description = "A model folder; default: 135M shape, random weights.")
  private @Nullable Path model;

  @Option(names = "--precision", defaultValue = "BF16", description = "${COMPLETION-CANDIDATES}")
  private Precision precision = Precision.BF16;

  @Option(names = "--batches", split = ",", defaultValue = "1,8,32", description = "Calls at once.")
  private List<Integer> batches = List.of();

  @Option(names = "--rounds", defaultValue = "3", description = "Rounds over all settings.")
  private int rounds;

  @Option(names = "--seconds", defaultValue = "6", description = "Time of one setting in a round.")
  private int seconds;

  @Option(names = "--threads", defaultValue = "2", description = "Threads of the engine.")
  private int threads;

  @Option(names = "--quick", description = "Batch 8, one short round, no long contexts.")
  private boolean quick;

  private final Measures measures = new Measures();
  private final ThroughputPlot plot = new ThroughputPlot();

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new ServeBench()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (quick) {
      batches = List.of(8);
      rounds = 1;
      seconds = 4;
    }
    Path folder = Files.createTempDirectory("serve-bench");
    try {
      BenchModel made =
          model == null
              ? BenchModel.random(Tiny.folder().resolve("tokenizer.json"), folder)
              : BenchModel.of(model, folder);
      attach(made);
      for (int batch : batches) {
        throughput(made, folder, batch);
      }
      cold(made, folder);
      if (!quick) {
        longContexts(made, folder);
      }
      measures.write("bench", "serve");
      plot.write("bench", "serve");
    } finally {
      Folders.delete(folder);
    }
    return 0;
  }

  private InferenceService open(BenchModel made, Path folder, int batch) {
    return InferenceService.open(
        made.base(),
        made,
        Configs.with(
            "threads",
            "" + threads,
            "precision",
            precision.name(),
            "batch-rows",
            "" + batch,
            "cache-tokens",
            "" + Math.max(4096, 128 * batch),
            "adapter-folder",
            folder.resolve("disk").toString(),
            "adapter-disk-mib",
            "100000"),
        Clock.systemUTC());
  }

  private void throughput(BenchModel made, Path folder, int batch)
      throws IOException, InterruptedException {
    Map<String, IntSupplier> settings = new LinkedHashMap<>();
    settings.put("base", () -> ClosedLoop.BASE_MODEL);
    ADAPTERS.forEach(n -> settings.put(n + "_zipf", ClosedLoop.zipf(n)));
    var turn = new java.util.concurrent.atomic.AtomicInteger();
    settings.put("32_distinct", () -> turn.getAndIncrement() % 32);
    settings.put("2000_distinct", () -> turn.getAndIncrement() % 2000);
    Map<String, List<ClosedLoop.Seen>> seen = new LinkedHashMap<>();
    try (InferenceService service = open(made, folder, batch)) {
      ClosedLoop loop = new ClosedLoop(service, made, PROMPT, ANSWER);
      loop.run(batch, () -> 0, Duration.ofSeconds(2));
      for (int round = 0; round < rounds; round++) {
        for (var setting : settings.entrySet()) {
          seen.computeIfAbsent(setting.getKey(), k -> new ArrayList<>())
              .add(loop.run(batch, setting.getValue(), Duration.ofSeconds(seconds)));
        }
      }
      report(batch, seen);
      tiers("batch_%d_".formatted(batch), service.status().adapters());
    }
  }

  private void tiers(String prefix, EngineStatus.Adapters adapters) {
    EngineStatus.Tier memory = adapters.memory();
    int n = memory.adapters();
    measures.add("memory_per_adapter", (double) memory.bytes() / n, "B", n, 1);
    measures.add(prefix + "adapters_in_memory", n, "of 5000", 1, 1);
    measures.add(prefix + "adapters_on_disk", adapters.disk().adapters(), "of 5000", 1, 1);
    measures.add(prefix + "loads_into_memory", memory.misses(), "loads", 1, 1);
    measures.add(prefix + "downloads", adapters.disk().misses(), "downloads", 1, 1);
  }

  private void report(int batch, Map<String, List<ClosedLoop.Seen>> seen) {
    String prefix = "batch_%d_".formatted(batch);
    Map<String, Double> rates = new LinkedHashMap<>();
    seen.forEach((name, runs) -> {
      double rate = median(runs.stream().map(ClosedLoop.Seen::tokensPerSecond).toList());
      rates.put(name, rate);
      measures.add(prefix + name + "_tokens_per_second", rate, "tokens/s", runs.size(), threads);
      latencies(prefix + name + "_first_token_%s", runs, ClosedLoop.Seen::firstTokens);
      latencies(prefix + name + "_answer_%s", runs, ClosedLoop.Seen::answers);
    });
    plot.add(batch, rates);
    ratio(prefix + "2000_zipf_lost_against_1", seen.get("2000_zipf"), seen.get("1_zipf"));
    ratio(prefix + "2000_zipf_lost_against_8", seen.get("2000_zipf"), seen.get("8_zipf"));
    ratio(prefix + "5000_zipf_lost_against_1", seen.get("5000_zipf"), seen.get("1_zipf"));
    ratio(
        prefix + "2000_distinct_lost_against_32",
        seen.get("2000_distinct"),
        seen.get("32_distinct"));
    ratio(prefix + "1_lost_against_base", seen.get("1_zipf"), seen.get("base"));
  }

  private void latencies(
      String name,
      List<ClosedLoop.Seen> runs,
      java.util.function.Function<ClosedLoop.Seen, List<Long>> which) {
    long[] all = runs.stream().flatMap(r -> which.apply(r).stream()).mapToLong(n -> n).toArray();
    if (all.length > 0) {
      measures.percentiles(name, all, 1e6, "ms");
    }
  }

  /// Share of the throughput lost, round by round, so that both sides saw the same machine.
  private void ratio(
      String name, @Nullable List<ClosedLoop.Seen> ours, @Nullable List<ClosedLoop.Seen> theirs) {
    List<Double> lost = new ArrayList<>();
    for (int i = 0; ours != null && theirs != null && i < ours.size(); i++) {
      lost.add(1 - ours.get(i).tokensPerSecond() / theirs.get(i).tokensPerSecond());
    }
    measures.add(name, median(lost), "share", lost.size(), threads);
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  /// The engine's part of a load: from host memory into a slab row.
  private void attach(BenchModel made) {
    try (LlamaEngine engine = LlamaEngine.load(made.base(), precision, threads);
        AdapterSlab slab = engine.newSlab(8, BenchModel.RANK)) {
      List<LoraAdapter> adapters = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        adapters.add(made.adapter(i));
      }
      long[] nanos = new long[quick ? 100 : 400];
      for (int i = -50; i < nanos.length; i++) {
        long start = System.nanoTime();
        slab.attach(Math.floorMod(i, 8), adapters.get(Math.floorMod(i * 3, 8)));
        if (i >= 0) {
          nanos[i] = System.nanoTime() - start;
        }
      }
      measures.percentiles("warm_attach_%s", nanos, 1e6, "ms");
      measures.add("slab_bytes_per_adapter", slab.memoryBytes() / 8.0, "B", 1, 1);
    }
  }

  /// First tokens on an idle engine: an adapter that is only in the store, on disk, in memory, and
  /// in the slab already.
  private void cold(BenchModel made, Path folder) throws InterruptedException {
    int n = quick ? 20 : 100;
    try (InferenceService service = open(made, folder, 8)) {
      ClosedLoop loop = new ClosedLoop(service, made, PROMPT, ANSWER);
      for (int i = 0; i < 10; i++) {
        loop.firstToken(0, PROMPT);
      }
      int fresh = 1_000_000;
      for (int i = 0; i < n; i++) {
        made.ref(fresh + i);
      }
      firstTokens("in_slab", n, loop, i -> 0);
      firstTokens("from_store", n, loop, i -> fresh + i);
      firstTokens("from_memory", n, loop, i -> fresh + n - 1 - i % 20);
      for (int i = 0; i < n; i++) { // leaves the memory, stays on disk
        service.forbid(made.ref(fresh + i).id());
        service.permit(made.ref(fresh + i).id());
      }
      firstTokens("from_disk", n, loop, i -> fresh + i);
    }
  }

  private void firstTokens(
      String where, int n, ClosedLoop loop, java.util.function.IntUnaryOperator adapter)
      throws InterruptedException {
    long[] nanos = new long[n];
    for (int i = 0; i < n; i++) {
      nanos[i] = loop.firstToken(adapter.applyAsInt(i), PROMPT);
    }
    measures.percentiles("first_token_" + where + "_%s", nanos, 1e6, "ms");
  }

  private void longContexts(BenchModel made, Path folder) throws InterruptedException {
    var config =
        Configs.with(
            "threads",
            "" + threads,
            "precision",
            precision.name(),
            "cache-tokens",
            "8704",
            "adapter-folder",
            folder.resolve("disk").toString());
    try (InferenceService service =
        InferenceService.open(made.base(), made, config, Clock.systemUTC())) {
      ClosedLoop loop = new ClosedLoop(service, made, PROMPT, ANSWER);
      for (int length : new int[] {2048, 8192}) {
        if (length + ANSWER <= service.contextTokens()) {
          long first = loop.firstToken(0, length);
          measures.add(
              "context_%d_prefill".formatted(length), length * 1e9 / first, "tokens/s", 1, threads);
          double millis = loop.tokenMillis(loop.request(0, length, ANSWER));
          measures.add("context_%d_token".formatted(length), millis, "ms", ANSWER - 1, threads);
        }
      }
    }
  }
}
