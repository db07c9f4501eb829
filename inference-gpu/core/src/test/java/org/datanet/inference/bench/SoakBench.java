package org.datanet.inference.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.Callable;
import org.datanet.devstack.measure.Measures;
import org.datanet.inference.Configs;
import org.datanet.inference.engine.ChosenToken;
import org.datanet.inference.engine.Decoding;
import org.datanet.inference.engine.Generation;
import org.datanet.inference.engine.GenerationEvent;
import org.datanet.inference.engine.GenerationRequest;
import org.datanet.inference.engine.InferenceService;
import org.datanet.inference.engine.Sampling;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `bench soak --minutes N`: a tiny model in 32-bit floats under mixed load for long. More adapters
/// than memory and disk hold, prompts with common beginnings, clients that leave, versions that are
/// frozen for a while. Every answer is compared with the one of a call alone. Exit 0 only if no
/// token was wrong, no call failed without a reason and memory stayed flat. Writes
/// `target/bench/soak.json`, with the memory over time, and `soak.svg`.
@Command(name = "soak", mixinStandardHelpOptions = true)
public final class SoakBench implements Callable<Integer> {

  private static final int STEMS = 5;
  private static final int PROMPTS = 20;

  /// Below this, the best two tokens are too close to be told apart by another batch's rounding.
  private static final double SMALLEST_GAP = 1e-3;

  @Option(names = "--minutes", defaultValue = "30", description = "How long.")
  private double minutes;

  @Option(names = "--adapters", defaultValue = "48", description = "How many different ones.")
  private int adapters;

  @Option(names = "--clients", defaultValue = "24", description = "Calls at once.")
  private int clients;

  private final Measures measures = new Measures();

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new SoakBench()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path tiny = Tiny.folder();
    Path folder = Files.createTempDirectory("soak");
    try {
      BenchModel model = BenchModel.of(tiny, folder);
      List<Rehearsal> rehearsals = rehearse(model, folder);
      SoakLoad load = new SoakLoad(model, rehearsals);
      MemoryLine memory = run(model, folder, load);
      boolean passed = report(load, memory);
      measures.write("bench", "soak");
      new MemoryPlot(memory.samples()).write("bench", "soak");
      System.out.println(passed ? "PASSED" : "FAILED");
      return passed ? 0 : 1;
    } finally {
      Folders.delete(folder);
      Folders.delete(tiny);
    }
  }

  private static InferenceService open(BenchModel model, Path folder, String... settings) {
    String[] all = java.util.Arrays.copyOf(settings, settings.length + 2);
    all[settings.length] = "adapter-folder";
    all[settings.length + 1] = folder.toString();
    return InferenceService.open(model.base(), model, Configs.with(all), Clock.systemUTC());
  }

  private List<Rehearsal> rehearse(BenchModel model, Path folder) throws InterruptedException {
    List<Rehearsal> rehearsals = new ArrayList<>();
    List<int[]> prompts = prompts();
    try (var alone = open(model, folder.resolve("rehearsal"), "batch-rows", "1")) {
      for (int adapter = ClosedLoop.BASE_MODEL; adapter < adapters; adapter++) {
        for (int[] prompt : prompts) {
          rehearse(model, alone, prompt, adapter).ifPresent(rehearsals::add);
        }
      }
    }
    int all = prompts.size() * (adapters + 1);
    measures.add("rehearsed_calls", rehearsals.size(), "of " + all, 1, 2);
    return rehearsals;
  }

  private static List<int[]> prompts() {
    Random random = new Random(1);
    List<int[]> prompts = new ArrayList<>();
    for (int i = 0; i < PROMPTS; i++) {
      int[] stem = new Random(i % STEMS).ints(20 + 15 * (i % STEMS), 3, 380).toArray();
      int[] prompt = java.util.Arrays.copyOf(stem, stem.length + 1 + random.nextInt(20));
      for (int at = stem.length; at < prompt.length; at++) {
        prompt[at] = 3 + random.nextInt(377);
      }
      prompts.add(prompt);
    }
    return prompts;
  }

  /// The answer of a call alone; empty when another order of additions could change it.
  private static Optional<Rehearsal> rehearse(
      BenchModel model, InferenceService alone, int[] prompt, int adapter)
      throws InterruptedException {
    var closest = new Decoding(Sampling.GREEDY, List.of(), OptionalInt.of(2), Optional.empty());
    Generation generation =
        alone.generate(
            new GenerationRequest(
                prompt,
                Rehearsal.TOKENS,
                closest,
                adapter < 0 ? Optional.empty() : Optional.of(model.ref(adapter)),
                "alone " + adapter + " " + prompt.length,
                Instant.now().plus(Duration.ofMinutes(5))));
    StringBuilder text = new StringBuilder();
    double gap = Double.MAX_VALUE;
    while (generation.next() instanceof GenerationEvent.Text piece) {
      text.append(piece.text());
      for (ChosenToken token : piece.tokens()) {
        gap =
            Math.min(
                gap, token.alternatives().get(0).logprob() - token.alternatives().get(1).logprob());
      }
    }
    return gap < SMALLEST_GAP
        ? Optional.empty()
        : Optional.of(new Rehearsal(prompt, adapter, text.toString()));
  }

  private MemoryLine run(BenchModel model, Path folder, SoakLoad load) throws InterruptedException {
    MemoryLine memory = new MemoryLine();
    Duration time = Duration.ofMillis((long) (minutes * 60_000));
    try (var service =
        open(
            model,
            folder.resolve("disk"),
            "adapter-memory-mib",
            "1",
            "adapter-disk-mib",
            "2",
            "cache-tokens",
            "512",
            "prefill-tokens",
            "32",
            "queue-limit",
            "16",
            "tenant-queue-limit",
            "8")) {
      Thread running = Thread.ofPlatform().start(() -> load.run(service, clients, time));
      while (!running.join(time.dividedBy(60))) {
        memory.sample();
        System.out.println("  " + load + ", " + memory);
      }
      EngineWork.add(measures, service);
    }
    return memory;
  }

  private boolean report(SoakLoad load, MemoryLine memory) {
    load.measure(measures);
    memory.measure(measures);
    load.problems().forEach(problem -> System.out.println("  " + problem));
    return load.problems().isEmpty() && memory.flat();
  }
}
