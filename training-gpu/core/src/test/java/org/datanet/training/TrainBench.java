package org.datanet.training;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.datanet.devstack.measure.Measures;
import org.datanet.inference.model.AdamW;
import org.datanet.inference.model.LlamaEngine;
import org.datanet.inference.model.LoraShape;
import org.datanet.inference.model.TokenBatch;
import org.datanet.inference.model.TrainableParameters;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `bench train --python PY`: time of a training step beside PEFT's, turn by turn, on a random
/// model of SmolLM2-135M's shape, and what gradients of single examples cost; writes
/// `target/bench/train.json`.
@Command(name = "train", mixinStandardHelpOptions = true)
public final class TrainBench implements Callable<Integer> {

  private static final int RANK = 16;

  @Option(
      names = "--python",
      required = true,
      description = "A Python with torch, transformers, peft.")
  private String python = "";

  @Option(names = "--rounds", defaultValue = "3", description = "Steps measured of each side.")
  private int rounds;

  @Option(names = "--threads", defaultValue = "2")
  private int threads;

  @Option(names = "--rows", defaultValue = "8")
  private int rows;

  @Option(names = "--length", defaultValue = "128", description = "Tokens of a row.")
  private int length;

  @Option(names = "--bf16", description = "Both sides compute in bfloat16.")
  private boolean bf16;

  private final Measures measures = new Measures();

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new TrainBench()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException {
    Path folder = Files.createTempDirectory("train-bench");
    try {
      Files.copy(Path.of(tokenizer()), folder.resolve("tokenizer.json"));
      try (TrainPeer peer = TrainPeer.start(python, folder, threads, RANK, bf16);
          LlamaEngine engine = LlamaEngine.load(folder, threads);
          TrainableParameters ours =
              TrainableParameters.newAdapter(engine, LoraShape.of(RANK, 2 * RANK), 1)) {
        ours.computeInHalf(bf16);
        compare(ours, peer);
        examples(ours);
      }
      measures.write("bench", bf16 ? "train-bf16" : "train");
    } finally {
      delete(folder);
    }
    return 0;
  }

  private static String tokenizer() {
    return System.getProperty("datanet.root", "../..")
        + "/training-gpu/core/src/test/resources/llama-tiny/tokenizer.json";
  }

  private void compare(TrainableParameters ours, TrainPeer peer) throws IOException {
    TokenBatch batch = batch();
    List<double[]> own = new ArrayList<>();
    List<double[]> theirs = new ArrayList<>();
    for (int i = -1; i < rounds; i++) {
      double[] mine = step(ours, batch);
      double[] peers = peer.step(rows, length);
      System.out.printf("round %d: ours %s, PEFT %s%n", i, shown(mine), shown(peers));
      System.out.flush();
      if (i >= 0) {
        own.add(mine);
        theirs.add(peers);
      }
    }
    double tokens = rows * (double) length;
    String[] kinds = {"wall", "processor"};
    for (int k = 0; k < kinds.length; k++) {
      double mine = median(own, k);
      double peers = median(theirs, k);
      measures.add("train.step.ours." + kinds[k], mine, "ms", rounds, threads);
      measures.add("train.step.peft." + kinds[k], peers, "ms", rounds, threads);
      measures.add("train.step.ratio." + kinds[k], mine / peers, "ours / PEFT", rounds, threads);
    }
    measures.add("train.rate", tokens * 1000 / median(own, 0), "tokens/s", rounds, threads);
  }

  /// Milliseconds, processor milliseconds, loss.
  private static double[] step(TrainableParameters ours, TokenBatch batch) {
    long used = processorNanos();
    long begin = System.nanoTime();
    double loss = ours.update(batch, new AdamW(1e-4, 0.01, 1.0)).mean();
    double wall = (System.nanoTime() - begin) / 1e6;
    return new double[] {wall, (processorNanos() - used) / 1e6, loss};
  }

  private static long processorNanos() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  private static String shown(double[] step) {
    return "%.0f ms (processor %.0f ms, loss %.3f)".formatted(step[0], step[1], step[2]);
  }

  private void examples(TrainableParameters ours) {
    ours.exampleGradients(batch());
    long used = processorNanos();
    ours.exampleGradients(batch());
    double millis = (processorNanos() - used) / 1e6;
    measures.add("train.example-gradients.processor", millis / rows, "ms an example", 1, threads);
  }

  /// The peer's ids: every token but a row's first is a label.
  private TokenBatch batch() {
    int[][] ids = new int[rows][length];
    int[][] positions = new int[rows][length];
    int[][] labels = new int[rows][length];
    for (int row = 0; row < rows; row++) {
      for (int t = 0; t < length; t++) {
        ids[row][t] = id(row * length + t);
        positions[row][t] = t;
        labels[row][t] = t + 1 < length ? id(row * length + t + 1) : TokenBatch.IGNORE;
      }
    }
    float[] weights = new float[rows];
    Arrays.fill(weights, 1f / (rows * (length - 1)));
    return new TokenBatch(ids, positions, new int[rows][length], labels, weights);
  }

  private static int id(int index) {
    return (int) ((index * 7919L + 13) % 49000);
  }

  private static double median(List<double[]> steps, int kind) {
    return steps.stream()
        .mapToDouble(step -> step[kind])
        .sorted()
        .skip(steps.size() / 2)
        .findFirst()
        .orElseThrow();
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
