package org.datanet.inference.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.datanet.inference.model.TrainableParameters.ExampleGradients;

/// Losses, per-example gradients and AdamW updates of one adapter against the reference.
final class TrainingChecks {

  private static final double LOSS = 2e-5;
  private static final double GRADIENTS = 5e-5;
  private static final double COSINE = 1e-6;
  private static final double CURVE = 1e-4;
  private static final double NORMS = 5e-3;
  private static final double WEIGHTS = 2e-3;
  private static final double MOST_WEIGHTS = 5e-5;

  private final LlamaEngine engine;
  private final Golden golden;
  private final Checks checks;
  private final String prefix;

  /// @param prefix of the names of the checks
  TrainingChecks(LlamaEngine engine, Golden golden, Checks checks, String prefix) {
    this.engine = engine;
    this.golden = golden;
    this.checks = checks;
    this.prefix = prefix;
  }

  /// Everything.
  void run() {
    examples();
    training();
  }

  private LoraAdapter adapter(String section) {
    String name = golden.json.path(section).path("adapter").asText("adapter0");
    return golden.adapter(Golden.adapterIndex(name));
  }

  private void examples() {
    if (golden.names("grad.example").isEmpty()) {
      checks.skip(prefix + "grad");
      return;
    }
    TokenBatch batch = golden.examples(true);
    LoraAdapter adapter = adapter("loss");
    try (TrainableParameters parameters = TrainableParameters.of(engine, adapter)) {
      ExampleGradients got = parameters.exampleGradients(batch);
      double[] losses = Golden.doubles(golden.json.at("/loss/per_example"));
      double worst = 0;
      for (int i = 0; i < losses.length; i++) {
        double loss = (double) got.lossSums()[i] * batch.rowWeights()[i];
        worst = Math.max(worst, Math.abs(loss - losses[i]));
      }
      checks.noisy(prefix + "loss.per_example", worst, LOSS, "loss.examples");
      double loss = parameters.loss(golden.examples(false));
      double expected = golden.json.at("/loss/batch").asDouble();
      checks.noisy(prefix + "loss.batch", Math.abs(loss - expected), LOSS, "loss.examples");
      for (int i = 0; i < got.gradients().length; i++) {
        gradient(i, named(adapter, got.gradients()[i]));
      }
    }
  }

  /// A flat row's values by PEFT name.
  private Map<String, float[]> named(LoraAdapter adapter, float[] row) {
    return new AdapterParameters(engine.config(), LoraShape.of(adapter)).tensors(row);
  }

  private void gradient(int example, Map<String, float[]> got) {
    String from = "grad.example" + example + ".";
    double worst = 0;
    double dot = 0;
    double ours = 0;
    double theirs = 0;
    for (String name : golden.names(from)) {
      float[] expected = golden.tensor(name);
      float[] values = values(got, name, from);
      worst = Math.max(worst, Golden.worst(values, expected, 0));
      for (int i = 0; i < expected.length; i++) {
        dot += (double) expected[i] * values[i];
        ours += (double) values[i] * values[i];
        theirs += (double) expected[i] * expected[i];
      }
    }
    checks.noisy(prefix + "grad.example" + example, worst, GRADIENTS, "grad.examples");
    double cosine = dot / Math.sqrt(ours * theirs);
    checks.within(prefix + "grad.example" + example + ".1_minus_cosine", 1 - cosine, COSINE);
  }

  private static float[] values(Map<String, float[]> got, String name, String prefix) {
    float[] values = got.get(name.substring(prefix.length()));
    if (values == null) {
      throw new IllegalArgumentException("the reference has " + name + ", the adapter has not");
    }
    return values;
  }

  private void training() {
    JsonNode training = golden.json.path("training");
    if (training.isMissingNode()) {
      checks.skip(prefix + "training");
      return;
    }
    double[] losses = Golden.doubles(training.path("loss_before_each_step_then_after_last"));
    double[] norms = Golden.doubles(training.path("grad_norm_before_clipping"));
    int steps = training.at("/optimizer/steps").asInt(losses.length - 1);
    double[] curve = new double[steps + 1];
    double[] lengths = new double[steps];
    train(settings(training.path("optimizer")), curve, lengths);
    checks.noisy(prefix + "training.loss_curve", worst(curve, losses), CURVE, "loss_curve");
    checks.noisy(
        prefix + "training.gradient_norms", worst(lengths, norms), NORMS, "grad_norm_curve");
  }

  private static AdamW settings(JsonNode optimizer) {
    return new AdamW(
        optimizer.path("lr").asDouble(),
        optimizer.path("weight_decay").asDouble(),
        optimizer.path("max_grad_norm").asDouble(Double.MAX_VALUE));
  }

  /// Fills the loss before each step and after the last, and the gradients' lengths.
  private void train(AdamW settings, double[] curve, double[] lengths) {
    LoraAdapter adapter = adapter("training");
    TokenBatch batch = golden.examples(false);
    try (TrainableParameters parameters = TrainableParameters.of(engine, adapter)) {
      for (int i = 0; i < lengths.length; i++) {
        TrainableParameters.Loss loss = parameters.update(batch, settings);
        curve[i] = loss.mean();
        lengths[i] = loss.gradientNorm();
        weights(i + 1, named(adapter, parameters.state().values()));
      }
      curve[lengths.length] = parameters.loss(batch);
    }
  }

  private static double worst(double[] got, double[] expected) {
    double worst = got.length == expected.length ? 0 : Double.NaN;
    for (int i = 0; i < got.length && i < expected.length; i++) {
      double difference = Math.abs(got[i] - expected[i]);
      worst = difference <= worst ? worst : difference;
    }
    return worst;
  }

  private void weights(int step, Map<String, float[]> got) {
    String from = "after_step" + step + ".";
    List<String> names = golden.names(from);
    if (names.isEmpty()) {
      return;
    }
    int size = names.stream().mapToInt(n -> golden.tensor(n).length).sum();
    double[] differences = new double[size];
    int at = 0;
    for (String tensor : names) {
      float[] expected = golden.tensor(tensor);
      float[] values = values(got, tensor, from);
      for (int i = 0; i < expected.length; i++) {
        differences[at++] = Math.abs((double) values[i] - expected[i]);
      }
    }
    Arrays.sort(differences);
    String name = "weights.after_step" + step;
    checks.noisy(prefix + name, differences[size - 1], WEIGHTS, name);
    double most = differences[(int) Math.min(size - 1, Math.round(size * 0.999))];
    checks.noisyMost(prefix + name + ".99.9%", most, MOST_WEIGHTS, name);
  }
}
