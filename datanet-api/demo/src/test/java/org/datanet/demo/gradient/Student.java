package org.datanet.demo.gradient;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.datanet.inference.model.AdamW;
import org.datanet.inference.model.LlamaEngine;
import org.datanet.inference.model.LoraAdapter;
import org.datanet.inference.model.TokenBatch;
import org.datanet.inference.model.Tokenizer;
import org.datanet.inference.model.TrainableParameters;

/// An adapter under training; it learns the answers, not the prompts.
final class Student implements AutoCloseable {

  private static final int ROWS_AT_ONCE = 16;

  private final LlamaEngine engine;
  private final Recipe recipe;
  private final long seed;
  private final TrainableParameters parameters;

  Student(LlamaEngine engine, Recipe recipe, long seed) {
    this.engine = engine;
    this.recipe = recipe;
    this.seed = seed;
    parameters = TrainableParameters.newAdapter(engine, recipe.rank(), 2, seed);
  }

  /// Takes the examples' gradients, one after the other.
  interface Sink {
    /// @param loss sum over the answer's tokens, nats
    void take(int example, float loss, float[] gradient);
  }

  /// Runs the recipe on all examples.
  void learn(List<Example> examples) {
    learn(examples, example -> true);
  }

  /// Runs the recipe as on all examples, in the same order and at the same rates, but without some:
  /// nothing else differs.
  ///
  /// @param kept by place
  void learn(List<Example> examples, IntPredicate kept) {
    List<Row> rows = examples.stream().map(this::row).toList();
    int perEpoch = (rows.size() + recipe.batch() - 1) / recipe.batch();
    int step = 0;
    for (int epoch = 1; epoch <= recipe.epochs(); epoch++) {
      List<Integer> order = new ArrayList<>(IntStream.range(0, rows.size()).boxed().toList());
      Collections.shuffle(order, new Random(seed * 1_000_003 + epoch));
      for (int from = 0; from < order.size(); from += recipe.batch()) {
        double rate = recipe.rate(++step, perEpoch * recipe.epochs());
        List<Integer> batch =
            order.subList(from, Math.min(order.size(), from + recipe.batch())).stream()
                .filter(kept::test)
                .toList();
        if (!batch.isEmpty()) {
          parameters.update(batch(pick(rows, batch), true), new AdamW(rate, 0, 1));
        }
      }
    }
  }

  /// Every example's loss and gradient, in any order.
  void gradients(List<Example> examples, Sink sink) {
    List<Row> rows = examples.stream().map(this::row).toList();
    inPasses(
        rows,
        some -> {
          TrainableParameters.ExampleGradients all =
              parameters.exampleGradients(batch(pick(rows, some), false));
          for (int i = 0; i < some.size(); i++) {
            sink.take(some.get(i), all.lossSums()[i], all.gradients()[i]);
          }
        });
  }

  /// Each example's loss, mean over the answer's tokens, nats.
  double[] losses(List<Example> examples) {
    double[] losses = new double[examples.size()];
    List<Row> rows = examples.stream().map(this::row).toList();
    inPasses(
        rows,
        some -> {
          float[] sums = parameters.losses(batch(pick(rows, some), false)).lossSums();
          for (int i = 0; i < sums.length; i++) {
            losses[some.get(i)] = sums[i] / rows.get(some.get(i)).labelled();
          }
        });
    return losses;
  }

  private static List<Row> pick(List<Row> rows, List<Integer> some) {
    return some.stream().map(rows::get).toList();
  }

  /// Rows of like length run together.
  private static void inPasses(List<Row> rows, Consumer<List<Integer>> pass) {
    List<Integer> order =
        IntStream.range(0, rows.size())
            .boxed()
            .sorted(Comparator.comparingInt(i -> rows.get(i).ids().length))
            .toList();
    for (int from = 0; from < order.size(); from += ROWS_AT_ONCE) {
      pass.accept(order.subList(from, Math.min(order.size(), from + ROWS_AT_ONCE)));
    }
  }

  /// Names and sizes of a gradient's parts.
  Map<String, Integer> layers() {
    return parameters.layers();
  }

  /// Tokens of the answer, its end included.
  int answerTokens(Example example) {
    return row(example).labelled();
  }

  LoraAdapter adapter() {
    return parameters.adapter("base");
  }

  private record Row(int[] ids, int[] labels) {

    int labelled() {
      return (int) Arrays.stream(labels).filter(label -> label != TokenBatch.IGNORE).count();
    }
  }

  private Row row(Example example) {
    Tokenizer tokenizer = engine.tokenizer();
    int[] prompt = tokenizer.encode(example.prompt(), true);
    int[] answer = tokenizer.encode(" " + example.answer(), false);
    int length = Math.min(prompt.length + answer.length, engine.config().maxPositions());
    int[] ids = Arrays.copyOf(prompt, length);
    System.arraycopy(answer, 0, ids, prompt.length, length - prompt.length);
    int[] labels = new int[length];
    Arrays.fill(labels, TokenBatch.IGNORE);
    System.arraycopy(ids, prompt.length, labels, prompt.length - 1, length - prompt.length);
    labels[length - 1] = tokenizer.eosId();
    return new Row(ids, labels);
  }

  /// @param mean whether the batch's loss is the mean over all answers' tokens, else a sum
  private static TokenBatch batch(List<Row> rows, boolean mean) {
    float[] weights = new float[rows.size()];
    int labelled = rows.stream().mapToInt(Row::labelled).sum();
    Arrays.fill(weights, mean ? 1f / labelled : 1);
    int[][] ids = rows.stream().map(Row::ids).toArray(int[][]::new);
    return new TokenBatch(
        ids,
        Arrays.stream(ids)
            .map(row -> IntStream.range(0, row.length).toArray())
            .toArray(int[][]::new),
        Arrays.stream(ids).map(row -> new int[row.length]).toArray(int[][]::new),
        rows.stream().map(Row::labels).toArray(int[][]::new),
        weights);
  }

  @Override
  public void close() {
    parameters.close();
  }
}
