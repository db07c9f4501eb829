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
import org.datanet.inference.model.Precision;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `bench serve`: tokens/s and latency of 1, 8 and 32 calls at once over 1 to 2,000 adapters,
/// beside the base model alone; 5,000 adapters that come and go; the way of a cold adapter; long
/// contexts. Settings are measured in turn, several rounds, so that a disturbance hits all of them:
/// about 13 minutes on two idle cores. Writes `target/bench/serve.json` and `serve.svg`.
@Command(name = "serve", mixinStandardHelpOptions = true)
public final class ServeBench implements Callable<Integer> {

  private static final int PROMPT = 16;
  private static final int ANSWER = 32;
  private static final List<Integer> ADAPTERS = List.of(1, 8, 32, 256, 2000);

  @Option(names = "--model", description = "A model folder; default: 135M shape, random weights.")
  private @Nullable Path model;

  @Option(names = "--precision", defaultValue = "BF16", description = "${COMPLETION-CANDIDATES}")
  private Precision precision = Precision.BF16;

  @Option(names = "--batches", split = ",", defaultValue = "1,8,32", description = "Calls at once.")
  private List<Integer> batches = List.of();

  @Option(names = "--rounds", defaultValue = "3", description = "Rounds over all settings.")
  private int rounds;

  @Option(names = "--seconds", defaultValue = "8", description = "Time of one setting in a round.")
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
      var single = new SingleCalls(made, precision, threads, measures);
      single.attach(quick ? 100 : 400);
      for (int batch : batches) {
        throughput(made, folder, batch);
      }
      churn(made, folder);
      try (InferenceService service = open(made, folder, 8)) {
        single.cold(service, quick ? 20 : 100);
      }
      if (!quick) {
        try (InferenceService service = open(made, folder, 1, "cache-tokens", "8704")) {
          single.longContexts(service);
        }
      }
      measures.write("bench", "serve");
      plot.write("bench", "serve");
    } finally {
      Folders.delete(folder);
    }
    return 0;
  }

  private InferenceService open(BenchModel made, Path folder, int batch, String... more) {
    List<String> settings =
        new ArrayList<>(List.of("threads", "" + threads, "precision", precision.name()));
    settings.addAll(List.of("batch-rows", "" + batch));
    settings.addAll(List.of("cache-tokens", "" + Math.max(4096, 128 * batch)));
    settings.addAll(List.of("adapter-folder", folder.resolve("disk").toString()));
    settings.addAll(List.of("adapter-disk-mib", "100000"));
    settings.addAll(List.of(more));
    return InferenceService.open(
        made.base(), made, Configs.with(settings.toArray(String[]::new)), Clock.systemUTC());
  }

  private void throughput(BenchModel made, Path folder, int batch) throws InterruptedException {
    Map<String, IntSupplier> settings = new LinkedHashMap<>();
    settings.put("base", () -> ClosedLoop.BASE_MODEL);
    ADAPTERS.forEach(n -> settings.put(n + "_zipf", ClosedLoop.zipf(n)));
    var turn = new java.util.concurrent.atomic.AtomicInteger();
    settings.put("32_distinct", () -> turn.getAndIncrement() % 32);
    settings.put("2000_distinct", () -> turn.getAndIncrement() % 2000);
    try (InferenceService service = open(made, folder, batch)) {
      report(batch, rounds(service, made, batch, settings));
      EngineStatus.Tier memory = service.status().adapters().memory();
      int n = memory.adapters();
      measures.add("memory_per_adapter", (double) memory.bytes() / n, "B", n, 1);
    }
  }

  private Map<String, List<ClosedLoop.Seen>> rounds(
      InferenceService service, BenchModel made, int batch, Map<String, IntSupplier> settings)
      throws InterruptedException {
    Map<String, List<ClosedLoop.Seen>> seen = new LinkedHashMap<>();
    ClosedLoop loop = new ClosedLoop(service, made, PROMPT, ANSWER);
    loop.run(batch, () -> 0, Duration.ofSeconds(2));
    for (int round = 0; round < rounds; round++) {
      for (var setting : settings.entrySet()) {
        seen.computeIfAbsent(setting.getKey(), k -> new ArrayList<>())
            .add(loop.run(batch, setting.getValue(), Duration.ofSeconds(seconds)));
      }
    }
    return seen;
  }

  /// 5,000 adapters with memory for two dozen: more than half of the calls load theirs.
  private void churn(BenchModel made, Path folder) throws InterruptedException {
    Map<String, IntSupplier> settings = new LinkedHashMap<>();
    settings.put("1", () -> 0);
    settings.put("5000_zipf", ClosedLoop.zipf(5000));
    try (InferenceService service = open(made, folder, 8, "adapter-memory-mib", "256")) {
      var seen = rounds(service, made, 8, settings);
      seen.forEach((name, runs) -> rate("churn_" + name, runs));
      ratio("churn_5000_zipf_lost_against_1", seen.get("5000_zipf"), seen.get("1"));
      EngineStatus.Adapters adapters = service.status().adapters();
      measures.add("churn_adapters_in_memory", adapters.memory().adapters(), "of 5000", 1, 1);
      measures.add("churn_loads_into_memory", adapters.memory().misses(), "loads", 1, 1);
      measures.add("churn_downloads", adapters.disk().misses(), "downloads", 1, 1);
    }
  }

  private void report(int batch, Map<String, List<ClosedLoop.Seen>> seen) {
    String prefix = "batch_%d_".formatted(batch);
    Map<String, Double> rates = new LinkedHashMap<>();
    seen.forEach((name, runs) -> {
      rates.put(name, rate(prefix + name, runs));
    });
    plot.add(batch, rates);
    ratio(prefix + "2000_zipf_lost_against_1", seen.get("2000_zipf"), seen.get("1_zipf"));
    ratio(prefix + "2000_zipf_lost_against_8", seen.get("2000_zipf"), seen.get("8_zipf"));
    ratio(
        prefix + "2000_distinct_lost_against_32",
        seen.get("2000_distinct"),
        seen.get("32_distinct"));
    ratio(prefix + "1_lost_against_base", seen.get("1_zipf"), seen.get("base"));
  }

  /// Tokens/s, the median of the rounds.
  private double rate(String name, List<ClosedLoop.Seen> runs) {
    double rate = median(runs.stream().map(ClosedLoop.Seen::tokensPerSecond).toList());
    measures.add(name + "_tokens_per_second", rate, "tokens/s", runs.size(), threads);
    latencies(name + "_first_token_%s", runs, ClosedLoop.Seen::firstTokens);
    latencies(name + "_answer_%s", runs, ClosedLoop.Seen::answers);
    return rate;
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
}
