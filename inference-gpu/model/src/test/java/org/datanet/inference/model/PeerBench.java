package org.datanet.inference.model;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.datanet.devstack.measure.Measures;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `bench peer --python PYTHON [--vllm PYTHON] [--llama FOLDER]`: this engine beside Hugging Face
/// transformers and PEFT, vLLM and llama.cpp, on one model of the 135M shape with random weights.
/// Both sides of a comparison run in turns, so that a busy machine hits both; a ratio is the median
/// over the rounds, below 1 where this engine is faster. Writes `target/bench/peer.json`.
@Command(name = "peer", mixinStandardHelpOptions = true)
public final class PeerBench implements Callable<Integer> {

  private static final int ADAPTERS = 32;
  private static final int RANK = 8;

  private static final List<Work> WORK =
      List.of(
          new Work("decode_base_1", "decode", 1, 0, 8),
          new Work("decode_mixed_8", "decode", 8, 8, 4),
          new Work("decode_mixed_32", "decode", 32, 32, 2),
          new Work("prefill_base_512", "prefill", 1, 0, 512),
          new Work("prefill_mixed_8x128", "prefill", 8, 8, 128));

  private static final List<Work> LLAMA =
      List.of(
          new Work("decode_base_1", "decode", 1, 0, 16),
          new Work("decode_mixed_1", "decode", 1, 1, 16),
          new Work("decode_mixed_8", "decode", 8, 8, 8),
          new Work("decode_mixed_32", "decode", 32, 32, 4));

  /// What both sides do in one round; `size` is steps, or tokens of a row.
  private record Work(String name, String kind, int rows, int adapters, int size) {}

  @Option(names = "--python", required = true, description = "A Python with torch and peft.")
  private String python = "";

  @Option(names = "--vllm", description = "A Python with vllm, built for processors.")
  private @Nullable String vllm;

  @Option(
      names = "--llama",
      description = "Folder of llama-batched-bench; needs gguf in the Python.")
  private @Nullable Path llama;

  @Option(
      names = "--parts",
      split = ",",
      defaultValue = "peft,vllm,llama",
      description = "Beside which of those that are given: ${DEFAULT-VALUE}.")
  private Set<String> parts = Set.of();

  @Option(names = "--rounds", defaultValue = "5", description = "Rounds, after one to warm up.")
  private int rounds;

  @Option(names = "--threads", defaultValue = "2", description = "Threads of either side.")
  private int threads;

  private final Measures measures = new Measures();

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new PeerBench()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("peer-bench");
    tokenizer(folder);
    try (PythonPeer peft = PythonPeer.start(python, "peer.py", folder, threads, ADAPTERS, RANK)) {
      if (parts.contains("peft")) {
        peft(folder, peft);
      }
      if (vllm != null && parts.contains("vllm")) {
        vllm(vllm, folder);
      }
      if (llama != null && parts.contains("llama")) {
        llama(new LlamaCpp(llama, folder, threads), folder, peft);
      }
      measures.write("bench", "peer");
    } finally {
      delete(folder);
    }
    return 0;
  }

  private static void tokenizer(Path folder) throws IOException {
    try (InputStream content = PeerBench.class.getResourceAsStream("/llama-tiny/tokenizer.json")) {
      Files.copy(Objects.requireNonNull(content), folder.resolve("tokenizer.json"));
    }
  }

  private void peft(Path folder, PythonPeer peer) throws IOException {
    for (Precision precision : List.of(Precision.F32, Precision.BF16)) {
      try (OwnRuns own = new OwnRuns(folder, precision, threads)) {
        for (Work work : WORK) {
          compare(precision, work, own, peer, "peft");
        }
        if (precision == Precision.F32) {
          attach(own, peer);
        }
      }
    }
  }

  private void vllm(String installation, Path folder) throws IOException {
    try (PythonPeer peer =
            PythonPeer.start(installation, "peer_vllm.py", folder, threads, ADAPTERS, RANK);
        OwnRuns own = new OwnRuns(folder, Precision.BF16, threads)) {
      for (Work work : WORK) {
        compare(Precision.BF16, work, own, peer, "vllm");
      }
    }
  }

  private void compare(Precision precision, Work work, OwnRuns own, PythonPeer peer, String named)
      throws IOException {
    double[] ours = new double[rounds];
    double[] theirs = new double[rounds];
    for (int round = -1; round < rounds; round++) {
      double mine = median(own.run(work.kind(), work.rows(), work.adapters(), work.size()));
      double his =
          median(peer.run(work.kind(), precision, work.rows(), work.adapters(), work.size()));
      if (round >= 0) {
        ours[round] = mine;
        theirs[round] = his;
      }
    }
    String name = precision.name().toLowerCase(Locale.ROOT) + "_" + work.name();
    add(name, named, ours, theirs);
    if (work.kind().equals("prefill")) {
      double tokens = 1000.0 * work.rows() * work.size() / median(ours);
      measures.add(name + "_rate", tokens, "tokens/s", rounds, threads);
    }
  }

  /// One stream in 8-bit integers, and rows that each use another adapter.
  private void llama(LlamaCpp peer, Path folder, PythonPeer peft) throws IOException {
    peft.run("gguf", Precision.F32, 0);
    double[][] ours = new double[LLAMA.size()][rounds];
    double[][] theirs = new double[LLAMA.size()][rounds];
    try (OwnRuns own = new OwnRuns(folder, Precision.INT8, threads)) {
      for (int round = -1; round < rounds; round++) {
        for (int i = 0; i < LLAMA.size(); i++) {
          Work work = LLAMA.get(i);
          double mine = median(own.run(work.kind(), work.rows(), work.adapters(), work.size()));
          double his = work.rows() * peer.token(work.adapters() > 0, 16);
          if (round >= 0) {
            ours[i][round] = mine;
            theirs[i][round] = his;
          }
        }
      }
    }
    for (int i = 0; i < LLAMA.size(); i++) {
      add("int8_" + LLAMA.get(i).name(), "llama", ours[i], theirs[i]);
    }
  }

  private void attach(OwnRuns own, PythonPeer peft) throws IOException {
    double[] ours = new double[0];
    double[] theirs = new double[0];
    for (int round = -1; round < rounds; round++) {
      double[] mine = own.attach(ADAPTERS * 2);
      double[] his = peft.run("attach", Precision.F32, 5);
      if (round >= 0) {
        ours = join(ours, mine);
        theirs = join(theirs, his);
      }
    }
    measures.percentiles("attach_warm_%s", nanos(ours), 1e6, "ms");
    measures.percentiles("attach_warm_peft_%s", nanos(theirs), 1e6, "ms");
  }

  private void add(String name, String peer, double[] ours, double[] theirs) {
    double[] ratios = new double[ours.length];
    Arrays.setAll(ratios, i -> ours[i] / theirs[i]);
    measures.add(name + "_beside_" + peer, median(ours), "ms", ours.length, threads);
    measures.add(name + "_" + peer, median(theirs), "ms", theirs.length, threads);
    measures.add(
        name + "_" + peer + "_ratio", median(ratios), "ours/theirs", ratios.length, threads);
  }

  static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private static double[] join(double[] first, double[] second) {
    double[] all = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    return all;
  }

  private static long[] nanos(double[] milliseconds) {
    return Arrays.stream(milliseconds).mapToLong(ms -> (long) (ms * 1e6)).toArray();
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(file);
      }
    }
  }
}
