package org.datanet.inference.model;

import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.datanet.devstack.measure.Measures;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `bench single [--llama LLAMA-BENCH --gguf FILE]`: time per step of the decoder in Java with
/// 8-bit weights at the shape of SmolLM2-135M (random weights), beside the script in bfloat16 and,
/// where given, llama.cpp with a Q8_0 model of the same shape. All sides run in turns; a ratio is
/// the median over the rounds, below 1 where the decoder in Java is faster. Writes
/// `target/bench/single.json`.
@Command(name = "single", mixinStandardHelpOptions = true)
public final class SingleStreamBench implements Callable<Integer> {

  private static final int CONTEXT = 64;
  private static final int RANK = 8;
  private static final int MOST_ROWS = 32;
  private static final Pattern TOKENS_PER_SECOND = Pattern.compile("\"avg_ts\": *([0-9.]+)");
  private static final LlamaConfig SHAPE =
      new LlamaConfig(
          30,
          576,
          1536,
          49_152,
          Attention.plain(9, 3, 64),
          Rope.plain(100_000),
          1e-5,
          false,
          true,
          16_384,
          new SpecialIds(0, List.of(0)));

  @Option(names = "--threads", defaultValue = "2", description = "Threads of every side.")
  private int threads;

  @Option(names = "--rounds", defaultValue = "5", description = "Rounds, after one to warm up.")
  private int rounds;

  @Option(names = "--steps", defaultValue = "32", description = "Steps of a side in a round.")
  private int steps;

  @Option(names = "--llama", description = "llama-bench, to run it beside; needs --gguf.")
  private @Nullable Path llama;

  @Option(names = "--gguf", description = "A Q8_0 model of SmolLM2-135M's shape.")
  private @Nullable Path gguf;

  private final Measures measures = new Measures();

  /// One step of one side.
  private interface Side {
    void step(StepBatch batch);
  }

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new SingleStreamBench()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path model = Files.createTempDirectory("single-bench");
    try {
      writeModel(model);
      try (Decoder torch = TorchDecoder.open(SHAPE, threads);
          BaseWeights weights = BaseWeights.load(model, SHAPE, torch);
          VectorDecoder java =
              VectorDecoder.open(WeightFiles.open(model, Arena.ofAuto()), SHAPE, false, threads)) {
        alone(torch, weights, java);
        for (int rows = 1; rows <= MOST_ROWS; rows *= 2) {
          adapters(torch, weights, java, rows);
        }
        for (int context : new int[] {CONTEXT, 2048, 8192}) {
          context(torch, java, context);
        }
      }
      measures.write("bench", "single");
    } finally {
      Files.deleteIfExists(model.resolve("model.safetensors"));
      Files.deleteIfExists(model);
    }
    return 0;
  }

  private static void writeModel(Path folder) throws IOException {
    Random random = new Random(1);
    SortedMap<String, Safetensors.Entry> tensors = new TreeMap<>();
    for (WeightLayout.Weight weight : WeightLayout.of(SHAPE)) {
      float[] values = new float[weight.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = weight.isMatrix() ? (random.nextFloat() - 0.5f) * 0.14f : 1;
      }
      tensors.put(weight.name(), new Safetensors.Entry(values, weight.shape()));
    }
    Safetensors.write(folder.resolve("model.safetensors"), tensors, true);
  }

  private void alone(Decoder torch, BaseWeights weights, VectorDecoder java)
      throws IOException, InterruptedException {
    try (KvCache cache = cache(torch, 1, CONTEXT)) {
      Side script = batch -> script(torch, weights, cache, null, batch);
      Side ours = batch -> java.step(batch, cache, null);
      double[] other = new double[rounds];
      double[] peer = new double[rounds];
      double[] mine = new double[rounds];
      for (int round = -1; round < rounds; round++) {
        double[] now = {time(ours, 1), time(script, 1), llama == null ? 0 : llama()};
        if (round >= 0) {
          mine[round] = now[0];
          other[round] = now[1];
          peer[round] = now[2];
        }
      }
      compare("single_int8", "script_bf16", mine, other);
      if (llama != null) {
        compare("single_int8", "llama_q8_0", mine, peer);
      }
      measures.add("single_int8_rate", 1000 / median(mine), "tokens/s", rounds, threads);
      double bytes = WeightLayout.of(SHAPE).stream().mapToLong(w -> w.size()).sum() * 8.5 / 8;
      measures.add("single_int8_read", bytes / median(mine) / 1e6, "GB/s", rounds, threads);
    }
  }

  private void adapters(Decoder torch, BaseWeights weights, VectorDecoder java, int rows) {
    try (KvCache cache = cache(torch, rows, CONTEXT);
        AdapterSlab slab = new AdapterSlab(torch, SHAPE, rows, RANK)) {
      Side script = batch -> script(torch, weights, cache, slab, batch);
      Side ours = batch -> java.step(batch, cache, slab);
      double[] other = new double[rounds];
      double[] mine = new double[rounds];
      for (int round = -1; round < rounds; round++) {
        double now = time(ours, rows);
        double his = time(script, rows);
        if (round >= 0) {
          mine[round] = now;
          other[round] = his;
        }
      }
      compare("adapters_%d_rank%d_int8".formatted(rows, RANK), "script_bf16", mine, other);
    }
  }

  private void context(Decoder torch, VectorDecoder java, int context) {
    try (KvCache cache = cache(torch, 1, context)) {
      StepBatch batch = batch(1, context);
      long[] nanos = new long[rounds * steps];
      for (int i = -steps; i < nanos.length; i++) {
        long start = System.nanoTime();
        java.step(batch, cache, null);
        if (i >= 0) {
          nanos[i] = System.nanoTime() - start;
        }
      }
      measures.percentiles("single_int8_context" + context + "_%s", nanos, 1e6, "ms");
    }
  }

  private static KvCache cache(Decoder torch, int rows, int context) {
    return new KvCache(torch, SHAPE, Precision.INT8, 1 + rows * context);
  }

  private static void script(
      Decoder torch,
      BaseWeights weights,
      KvCache cache,
      @Nullable AdapterSlab slab,
      StepBatch batch) {
    try (NDManager scope = torch.arrays().newSubManager()) {
      Decoder.Tensors adapters =
          slab == null ? null : slab.select(scope, batch.slabRow()).tensors();
      StepInput input = StepInput.of(scope, batch);
      torch.step(input, weights.steps(true), adapters, cache).toFloatArray();
    }
  }

  /// Milliseconds of a step, the median of a round; fewer steps where there are more rows.
  private double time(Side side, int rows) {
    StepBatch batch = batch(rows, CONTEXT);
    double[] taken = new double[Math.max(4, steps / rows)];
    for (int i = 0; i < taken.length; i++) {
      long start = System.nanoTime();
      side.step(batch);
      taken[i] = (System.nanoTime() - start) / 1e6;
    }
    return median(taken);
  }

  private static StepBatch batch(int rows, int context) {
    int[][] ids = new int[rows][1];
    int[][] positions = new int[rows][1];
    int[][] write = new int[rows][1];
    int[][] read = new int[rows][];
    for (int row = 0; row < rows; row++) {
      int first = 1 + row * context;
      ids[row][0] = 7 * row;
      positions[row][0] = context - 1;
      write[row][0] = first + context - 1;
      read[row] = IntStream.range(first, first + context).toArray();
    }
    int[] slabRows = IntStream.range(0, rows).toArray();
    return new StepBatch(ids, positions, write, read, context, new int[rows], slabRows);
  }

  /// Milliseconds of a token of llama.cpp.
  private double llama() throws IOException, InterruptedException {
    String[] command = {
      String.valueOf(llama),
      "-m",
      String.valueOf(gguf),
      "-o",
      "json",
      "-t",
      String.valueOf(threads),
      "-p",
      "0",
      "-n",
      String.valueOf(steps),
      "-r",
      "1"
    };
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    Matcher rate = TOKENS_PER_SECOND.matcher(out);
    if (process.waitFor() != 0 || !rate.find()) {
      throw new IOException("llama-bench gave no rate: " + out);
    }
    return 1000 / Double.parseDouble(rate.group(1));
  }

  private void compare(String name, String peer, double[] ours, double[] theirs) {
    double[] ratios = new double[ours.length];
    Arrays.setAll(ratios, i -> ours[i] / theirs[i]);
    measures.add(name, median(ours), "ms", rounds, threads);
    measures.add(name + "_" + peer, median(theirs), "ms", rounds, threads);
    measures.add(name + "_" + peer + "_ratio", median(ratios), "ours/theirs", rounds, threads);
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
