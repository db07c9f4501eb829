package org.datanet.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.datanet.devstack.measure.Measures;
import org.datanet.inference.model.LlamaEngine;
import org.datanet.inference.model.PeftFiles;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `eval training --texts FILE`: trains an adapter on the file's lines, a tenth kept back, with ten
/// canaries among them, and measures what it learnt and what it gives away beside the base model;
/// writes `target/eval/training.json`.
@Command(name = "training", mixinStandardHelpOptions = true)
public final class TrainingEvaluation implements Callable<Integer> {

  private static final int CANARIES = 10;
  private static final int CANDIDATES = 1023;

  @Option(names = "--texts", required = true, description = "One text a line.")
  private Path file = Path.of("");

  @Option(names = "--model", defaultValue = "training-gpu/models/datanet-nano")
  private Path model = Path.of("");

  @Option(names = "--epochs", defaultValue = "3")
  private int epochs;

  @Option(
      names = "--repeats",
      defaultValue = "1",
      description = "How often a canary is learnt an epoch.")
  private int repeats;

  private final Measures measures = new Measures();

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new TrainingEvaluation()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException {
    List<TrainingText> all = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      if (!line.isBlank()) {
        all.add(new TrainingText("line-" + all.size(), line.strip()));
      }
    }
    HeldOut.Sides sides = new HeldOut(0.1, 1, 0).split(all, 1);
    List<Canary> canaries = canaries("of the archive number ", 1);
    List<TrainingText> learnt = new ArrayList<>(sides.learnt());
    for (int i = 0; i < repeats; i++) {
      canaries.forEach(canary -> learnt.add(canary.text()));
    }
    Path adapter = train(learnt);
    try (LlamaEngine engine = LlamaEngine.load(model, 2);
        Evaluation base = new Evaluation(engine, null);
        Evaluation trained = new Evaluation(engine, PeftFiles.read(adapter))) {
      measure("base", base, sides, canaries);
      measure("adapter", trained, sides, canaries);
    }
    measures.write("eval", "training");
    return 0;
  }

  private static List<Canary> canaries(String place, long seed) {
    return IntStream.range(0, CANARIES)
        .mapToObj(i -> Canary.of("The secret code " + place + i + " is ", 6, seed + i))
        .toList();
  }

  private Path train(List<TrainingText> texts) throws IOException {
    TrainingSettings settings =
        new TrainingSettings(16, 32, new Schedule(epochs, 2048, 512, 3e-3, 0.05, 0, 1, 1));
    Path work = Files.createTempDirectory("training-evaluation");
    return Trainings.train(model, work, settings, texts);
  }

  private void measure(String name, Evaluation of, HeldOut.Sides sides, List<Canary> canaries) {
    int heldOut = sides.heldOut().size();
    measures.add(
        name + ".perplexity.learnt",
        of.perplexity(sides.learnt()).perplexity(),
        "",
        sides.learnt().size(),
        2);
    measures.add(
        name + ".perplexity.held-out", of.perplexity(sides.heldOut()).perplexity(), "", heldOut, 2);
    List<TrainingText> halves =
        sides.learnt().stream().limit(100).map(AdapterEvaluation::halved).toList();
    Evaluation.ExactMatch match = of.exactMatch(halves);
    measures.add(
        name + ".second-half.exact",
        (double) match.exact() / match.questions(),
        "share",
        match.questions(),
        2);
    measures.add(
        name + ".second-half.tokens", match.tokenAccuracy(), "share", match.questions(), 2);
    measures.add(name + ".exposure.learnt", exposure(of, canaries), "bits of 10", CANARIES, 2);
    measures.add(
        name + ".exposure.unseen",
        exposure(of, canaries("of the cellar number ", 99)),
        "bits of 10",
        CANARIES,
        2);
  }

  private static double exposure(Evaluation of, List<Canary> canaries) {
    return canaries.stream()
        .mapToDouble(canary -> of.exposure(canary, CANDIDATES, 7).bits())
        .average()
        .orElseThrow();
  }
}
