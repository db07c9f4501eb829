package org.datanet.inference.model;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `eval model --golden DIR`: compares the engine with a folder of reference values made by Hugging
/// Face and PEFT. One line a check; exit code 0 when all pass, 1 when one fails, 2 when the folder
/// cannot be used. Writes `target/eval/model.json`.
@Command(name = "model", mixinStandardHelpOptions = true)
public final class ModelEvaluation implements Callable<Integer> {

  private static final int UNUSABLE = 2;

  @Option(names = "--golden", required = true, description = "Folder with golden.json.")
  private Path folder = Path.of("");

  @Option(names = "--threads", defaultValue = "1", description = "Threads of the engine.")
  private int threads;

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new ModelEvaluation()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException {
    try {
      Golden golden = new Golden(folder.toAbsolutePath());
      Checks checks = new Checks(golden, threads);
      run(golden, threads, checks);
      checks.finish();
      return checks.allPass() ? 0 : 1;
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      return UNUSABLE;
    }
  }

  /// All checks in 32-bit floats, generation and training again beside a thread that forces garbage
  /// collection; then the other precisions.
  static void run(Golden golden, int threads, Checks checks) {
    try (LlamaEngine engine = LlamaEngine.load(golden.folder, threads);
        DecoderChecks decoder = new DecoderChecks(engine, golden, checks)) {
      TokenizerChecks.run(engine.tokenizer(), golden, checks);
      decoder.run();
      new TrainingChecks(engine, golden, checks, "").run();
      Golden.besideGarbageCollector(() -> {
        decoder.greedy("gc.");
        new TrainingChecks(engine, golden, checks, "gc.").run();
      });
    }
    for (Precision precision : List.of(Precision.BF16, Precision.INT8)) {
      PrecisionChecks.run(golden, precision, threads, checks);
    }
  }
}
