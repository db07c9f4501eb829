package org.datanet.demo.gradient;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.datanet.demo.gradient.Lesson.Room;
import org.datanet.devstack.measure.Measures;
import org.datanet.inference.model.LlamaEngine;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `eval attribution-gradient`: writes `target/eval/attribution-gradient.json`.
@Command(name = "attribution-gradient", mixinStandardHelpOptions = true)
public final class GradientEvaluation implements Callable<Integer> {

  private static final int THREADS = 2;
  private static final int HALVES = 50;
  private static final String PLOT = "attribution-gradient.svg";
  private static final String SENTENCES = "sentence_transformation";
  private static final String BARE = SENTENCES + "_no_instruction";
  static final List<String> SETS =
      List.of(SENTENCES, BARE, "math_with_reason", "math_without_reason");
  private static final Recipe CALLED = new Recipe(16, 1, 3e-3, 4);

  @Option(
      names = "--data",
      required = true,
      description = "Folder with sentence_transformation_train.jsonl and its kin.")
  private Path data = Path.of("");

  @Option(names = "--base", description = "Base model; datanet-nano when absent.")
  private Path base =
      Path.of(System.getProperty("datanet.root", "."), "training-gpu/models/datanet-nano");

  @Option(names = "--seeds", defaultValue = "3", description = "Seeds, 1 to that.")
  private int seeds;

  @Option(
      names = "--parts",
      split = ",",
      defaultValue = "classes,halves,wrong,contributors,cost",
      description = "Which: ${DEFAULT-VALUE}.")
  private Set<String> parts = Set.of();

  private final Measures measures = new Measures();
  private final Findings findings = new Findings();
  private Path folder = Path.of("");

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new GradientEvaluation()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException {
    folder = Files.createTempDirectory("gradients");
    try (LlamaEngine engine = LlamaEngine.load(base, THREADS);
        ExecutorService pool = Executors.newFixedThreadPool(THREADS)) {
      for (String part : parts) {
        switch (part) {
          case "classes" -> classes(engine, pool);
          case "halves" -> halves(engine, pool);
          case "wrong" -> wrong(engine, pool);
          case "contributors" -> contributors(engine, pool);
          case "cost" -> new CallCost(new Room(engine, CALLED, folder, pool)).measure(measures);
          default -> throw new IllegalArgumentException("there is no part " + part);
        }
      }
    }
    findings.report(measures, THREADS);
    measures.write("eval", "attribution-gradient");
    Path plot = Path.of(System.getProperty("datanet.root", "."), "target/eval", PLOT);
    Files.writeString(plot, Plot.of(findings));
    System.out.println("wrote " + plot);
    return 0;
  }

  private void classes(LlamaEngine engine, ExecutorService pool) throws IOException {
    Room room = new Room(engine, new Recipe(4, 3, 5e-3, 4), folder, pool);
    for (int seed = 1; seed <= seeds; seed++) {
      for (String set : SETS) {
        int number = seed;
        ClassDetection detection =
            new ClassDetection(set, examples(set, "train"), examples(set, "test"), findings);
        timed(set, () -> detection.run(room, number));
      }
    }
  }

  private void halves(LlamaEngine engine, ExecutorService pool) throws IOException {
    Room room = new Room(engine, new Recipe(4, 4, 5e-3, 4), folder, pool);
    List<Example> train = everyNth(examples("math_without_reason", "train"), 9);
    List<Example> test = everyNth(examples("math_without_reason", "test"), 3);
    timed(
        "halves",
        () -> {
          Retrainings halves = new Retrainings(room, train, test, HALVES);
          for (int seed = 1; seed <= seeds; seed++) {
            try (Lesson lesson = new Lesson(room, train, test, seed)) {
              halves.judge(lesson.testScores(), findings);
            }
          }
          try (Bm25 bm25 = new Bm25(train)) {
            halves.judge(
                Map.of("bm25", test.stream().map(bm25::scores).toArray(double[][]::new)), findings);
          }
        });
  }

  private void wrong(LlamaEngine engine, ExecutorService pool) throws IOException {
    Room room = new Room(engine, new Recipe(4, 3, 5e-3, 4), folder, pool);
    List<Example> right = everyNth(examples(SENTENCES, "train"), 3);
    List<Example> test = everyNth(examples(SENTENCES, "test"), 2);
    for (int seed = 1; seed <= seeds; seed++) {
      int number = seed;
      timed("wrong", () -> new WrongAnswers(right, number, findings).run(room, test, number));
    }
  }

  private void contributors(LlamaEngine engine, ExecutorService pool) throws IOException {
    Recipe recipe = new Recipe(4, 4, 5e-3, 2);
    LeaveOneOut leaveOneOut = new LeaveOneOut(new Room(engine, recipe, folder, pool), findings);
    for (int seed = 1; seed <= seeds; seed++) {
      int number = seed;
      timed("contributors", () -> leaveOneOut.run(number));
    }
    leaveOneOut.judge();
    Path shallow = Shallow.of(base, folder.resolve("shallow"));
    try (LlamaEngine other = LlamaEngine.load(shallow, THREADS)) {
      leaveOneOut.compareWith(new Room(other, recipe, folder, pool));
    }
  }

  private List<Example> examples(String set, String part) throws IOException {
    if (set.equals(BARE)) {
      return examples(SENTENCES, part).stream().map(Example::withoutInstruction).toList();
    }
    return Example.read(data.resolve(set + "_" + part + ".jsonl"));
  }

  private static List<Example> everyNth(List<Example> examples, int n) {
    return IntStream.range(0, examples.size())
        .filter(i -> i % n == 0)
        .mapToObj(examples::get)
        .toList();
  }

  private static void timed(String name, Runnable work) {
    long begin = System.nanoTime();
    work.run();
    System.out.printf("%s: %d s%n", name, (System.nanoTime() - begin) / 1_000_000_000);
  }
}
