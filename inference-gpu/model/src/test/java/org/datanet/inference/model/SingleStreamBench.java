package org.datanet.inference.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.datanet.devstack.measure.Measures;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `bench single`: time per token of the decoder in Java at the shape of SmolLM2-135M with random
/// weights, for 8-bit and 32-bit weights, contexts, and rows; writes `target/bench/single.json`.
@Command(name = "single", mixinStandardHelpOptions = true)
public final class SingleStreamBench implements Callable<Integer> {

  private static final int WARM = 40;
  private static final LlamaConfig SHAPE =
      new LlamaConfig(
          30,
          576,
          1536,
          49152,
          Attention.plain(9, 3, 64),
          Rope.plain(100_000),
          1e-5,
          false,
          true,
          16_384,
          new SpecialIds(0, java.util.List.of(0)));

  @Option(names = "--threads", defaultValue = "2", description = "Threads of a step.")
  private int threads;

  @Option(names = "--steps", defaultValue = "60", description = "Measured steps of each kind.")
  private int steps;

  @Option(names = "--llama", description = "llama-bench, to measure beside it; needs --gguf.")
  private @Nullable Path llama;

  @Option(names = "--gguf", description = "A Q8_0 model of the same shape for --llama.")
  private @Nullable Path gguf;

  private final Measures measures = new Measures();

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new SingleStreamBench()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path model = Files.createTempDirectory("single-bench");
    try (Decoder torch = TorchDecoder.open(SHAPE, 1)) {
      writeModel(model);
      decode(torch, model, Precision.INT8);
      decode(torch, model, Precision.F32);
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
    Safetensors.write(folder.resolve("model.safetensors"), tensors, false);
  }

  private void decode(Decoder torch, Path model, Precision precision)
      throws IOException, InterruptedException {
    String name = precision.name().toLowerCase(java.util.Locale.ROOT);
    long start = System.nanoTime();
    try (VectorDecoder decoder =
        VectorDecoder.open(model, SHAPE, precision == Precision.F32, threads)) {
      measures.add(name + "_load", (System.nanoTime() - start) / 1e9, "s", 1, 1);
      for (int rows : new int[] {1, 2, 4, 8, 16, 32}) {
        steps(decoder, torch, precision, name, rows, 64, false);
        if (precision == Precision.INT8) {
          steps(decoder, torch, precision, name + "_lora16", rows, 64, true);
        }
      }
      steps(decoder, torch, precision, name, 1, 2048, false);
      steps(decoder, torch, precision, name, 1, 8192, false);
    }
  }

  private void steps(
      VectorDecoder decoder,
      Decoder torch,
      Precision precision,
      String name,
      int rows,
      int context,
      boolean lora) {
    try (KvCache cache = new KvCache(torch, SHAPE, precision, 1 + rows * (context + 200));
        AdapterSlab slab = new AdapterSlab(torch, SHAPE, lora ? rows : 1, lora ? 16 : 1)) {
      StepBatch batch = batch(rows, context);
      for (int i = 0; i < WARM; i++) {
        decoder.step(batch, cache, lora ? slab : null);
      }
      long[] nanos = new long[steps];
      for (int i = 0; i < steps; i++) {
        long start = System.nanoTime();
        decoder.step(batch, cache, lora ? slab : null);
        nanos[i] = System.nanoTime() - start;
      }
      String what = name + "_rows" + rows + "_context" + context;
      measures.percentiles(what + "_step_%s", nanos, 1e6, "ms");
    }
  }

  private static StepBatch batch(int rows, int context) {
    int[][] ids = new int[rows][1];
    int[][] positions = new int[rows][1];
    int[][] write = new int[rows][1];
    int[][] read = new int[rows][];
    for (int row = 0; row < rows; row++) {
      int first = 1 + row * (context + 200);
      ids[row][0] = 7 * row;
      positions[row][0] = context - 1;
      write[row][0] = first + context - 1;
      read[row] = IntStream.range(first, first + context).toArray();
    }
    return new StepBatch(
        ids, positions, write, read, context, new int[rows], IntStream.range(0, rows).toArray());
  }
}
