package org.datanet.inference.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.datanet.inference.model.PagedTexts.Adapters;

/// One precision against the reference in 32-bit floats, and against itself: that company in the
/// batch, chunks and pages change nothing. Differences are shares of the logits' spread.
///
/// How far a small error of the weights moves the logits depends on the model; random weights, as
/// test models have, move them far. Therefore the tolerances are multiples of what the precision's
/// rounding does to the same model in 32-bit floats, see [NoisyModel]. Measured over 24 models of
/// all families: the largest difference was 0.7 to 1.75 times that noise, the root mean square 0.5
/// to 1.22 times (INT8 token by token: 0.98 to 1.03 times).
final class PrecisionChecks {

  private static final double LARGEST = 3;
  private static final double RMS = 1.5;

  /// Ids that may differ: twice as many as by the noise, and as many of every hundred.
  private static final double CHOICES = 2;

  private static final double MORE_CHOICES = 0.03;

  /// Of the largest noise, between two runs of one precision: sums in another order, rounded to
  /// bfloat16. Measured up to 0.26 times.
  private static final double SAME_HALF = 0.5;

  /// As [#SAME_HALF] where only the cache is rounded. Measured up to 0.007 times.
  private static final double SAME_FEW = 0.05;

  private static final int TOKEN = 1;
  private static final int CHUNK = 3;

  private final GoldenRows rows;
  private final Checks checks;
  private final Map<String, Double> noise;
  private final double largestNoise;
  private final String prefix;

  private PrecisionChecks(
      GoldenRows rows, Checks checks, Map<String, Double> noise, Precision precision) {
    this.rows = rows;
    this.checks = checks;
    this.noise = noise;
    this.largestNoise = noise.values().stream().mapToDouble(n -> n).max().orElse(0);
    this.prefix = "precision." + precision.name().toLowerCase(Locale.ROOT) + ".";
  }

  static void run(Golden golden, Precision precision, int threads, Checks checks) {
    Map<String, Double> noise = noise(golden, precision, threads);
    if (noise.isEmpty()) {
      checks.skip("precision");
      return;
    }
    try (LlamaEngine engine = LlamaEngine.load(golden.folder, precision, threads);
        GoldenRows rows = new GoldenRows(engine, golden)) {
      PrecisionChecks run = new PrecisionChecks(rows, checks, noise, precision);
      Deviations.of(engine, rows, golden).forEach(run::againstReference);
      run.againstItself(precision == Precision.INT8 ? SAME_FEW : SAME_HALF);
    }
  }

  private static Map<String, Double> noise(Golden golden, Precision precision, int threads) {
    try {
      Path folder = Files.createTempDirectory("noisy");
      try {
        NoisyModel.write(golden.folder, precision, folder);
        return deviations(folder, golden, threads);
      } finally {
        for (String name : NoisyModel.FILES) {
          Files.deleteIfExists(folder.resolve(name));
        }
        Files.delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, Double> deviations(Path model, Golden golden, int threads) {
    try (LlamaEngine engine = LlamaEngine.load(model, threads);
        GoldenRows rows = new GoldenRows(engine, golden)) {
      return Deviations.of(engine, rows, golden);
    }
  }

  private void againstReference(String name, double deviation) {
    double of = noise.getOrDefault(name, 0.0);
    if (name.equals("greedy")) {
      checks.share(prefix + "greedy_differs", deviation, CHOICES * of + MORE_CHOICES);
    } else {
      checks.share(prefix + name, deviation, of * (name.endsWith(".rms") ? RMS : LARGEST));
    }
  }

  private void againstItself(double tight) {
    int[][] texts = rows.prompts();
    Adapters mixed = rows.mixed();
    float[][] together = rows.logits(mixed, TOKEN, true, texts);
    float[][] alone = rows.alone(mixed, TOKEN, true, texts);
    same("scattered_pages_as_contiguous", rows.logits(mixed, TOKEN, false, texts), together, tight);
    same("mixed_adapters_as_alone", together, alone, tight);
    same("chunked_as_token_by_token", rows.alone(mixed, CHUNK, true, texts), alone, tight);
    Adapters one = new Adapters(mixed.slab(), new int[texts.length]);
    same(
        "ragged_batch_as_alone",
        rows.logits(one, TOKEN, true, texts),
        rows.alone(one, TOKEN, true, texts),
        tight);
    float[][] whole = rows.logits(mixed, GoldenRows.WHOLE, true, texts);
    same("whole_as_token_by_token", whole, together, LARGEST);
  }

  private void same(String what, float[][] one, float[][] other, double ofNoise) {
    double worst = 0;
    for (int i = 0; i < one.length; i++) {
      double off = Golden.worst(one[i], other[i], 0) / Deviations.spread(other[i]);
      worst = off <= worst ? worst : off;
    }
    checks.share(prefix + "same." + what, worst, ofNoise * largestNoise);
  }
}
