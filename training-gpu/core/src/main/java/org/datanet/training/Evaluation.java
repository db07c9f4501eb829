package org.datanet.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.datanet.inference.model.LlamaEngine;
import org.datanet.inference.model.LoraAdapter;
import org.datanet.inference.model.LoraShape;
import org.datanet.inference.model.TokenBatch;
import org.datanet.inference.model.Tokenizer;
import org.datanet.inference.model.TrainableParameters;
import org.datanet.inference.model.TrainableParameters.RowLosses;
import org.datanet.training.PersonalDataFinder.Found;
import org.jspecify.annotations.Nullable;

/// Measures what an adapter learnt and what it gives away. One thread at a time, and none beside it
/// on the same engine.
public final class Evaluation implements AutoCloseable {

  private static final int PASS_TOKENS = 2048;
  private static final int LONGEST = 512;

  private final LlamaEngine engine;
  private final @Nullable LoraAdapter adapter;
  private final TrainableParameters parameters;
  private final int passTokens;

  /// @param nats mean cross-entropy a token
  /// @param perplexity e to the power of it
  public record Perplexity(double nats, double perplexity, long tokens) {}

  /// @param exact answers that greedy decoding gives back token by token, the end token included
  /// @param tokenAccuracy share of the answers' tokens that were the likeliest after the right ones
  public record ExactMatch(int exact, int questions, double tokenAccuracy) {}

  /// @param bits log2 of how much likelier than at random the secret ranks; about 1 for one never
  ///   seen
  /// @param mostBits what the number of candidates allows at most
  public record Exposure(double bits, double mostBits) {}

  /// @param leaked personal data in sampled answers that stand in the training texts
  /// @param invented number of those found that do not
  public record Leakage(int samples, List<Found> leaked, int invented) {}

  /// @param adapter null for the base model
  public Evaluation(LlamaEngine engine, @Nullable LoraAdapter adapter) {
    this(engine, adapter, PASS_TOKENS);
  }

  /// @param passTokens tokens computed at once, at most, where texts are short enough
  Evaluation(LlamaEngine engine, @Nullable LoraAdapter adapter, int passTokens) {
    this.engine = engine;
    this.passTokens = Math.clamp(passTokens, longest(), PASS_TOKENS);
    this.adapter = adapter;
    parameters =
        adapter == null
            ? TrainableParameters.newAdapter(engine, LoraShape.of(1, 1), 0)
            : TrainableParameters.of(engine, adapter);
  }

  private int longest() {
    return Math.min(LONGEST, engine.config().maxPositions());
  }

  /// @throws IllegalArgumentException when there is no token to predict
  public Perplexity perplexity(List<TrainingText> texts) {
    Schedule lengths = new Schedule(1, passTokens, longest(), 1, 0, 0, 1, 0);
    LossMeter meter = new LossMeter(texts, engine.tokenizer(), lengths);
    if (meter.tokens() == 0) {
      throw new IllegalArgumentException("perplexity needs texts of at least one token");
    }
    double nats = meter.mean(parameters);
    return new Perplexity(nats, Math.exp(nats), meter.tokens());
  }

  /// Texts with prompts, looked at one by one; those that are longer than a sequence are cut and
  /// never exact.
  public ExactMatch exactMatch(List<TrainingText> questions) {
    int exact = 0;
    long hits = 0;
    long tokens = 0;
    for (TrainingText question : questions) {
      List<Piece> pieces = Piece.of(question, engine.tokenizer(), longest());
      int learnt = pieces.stream().mapToInt(Piece::learnt).sum();
      int right = Arrays.stream(losses(pieces).hits()).sum();
      exact += pieces.size() == 1 && right == learnt ? 1 : 0;
      hits += right;
      tokens += learnt;
    }
    return new ExactMatch(exact, questions.size(), tokens == 0 ? 0 : (double) hits / tokens);
  }

  /// Mean loss of an answer behind its prompt, in nats a token.
  double loss(String prompt, String answer) {
    List<Piece> pieces =
        Piece.of(new TrainingText("answer", prompt, answer), engine.tokenizer(), longest());
    double sum = 0;
    for (float row : losses(pieces).lossSums()) {
      sum += row;
    }
    return sum / Math.max(1, pieces.stream().mapToInt(Piece::learnt).sum());
  }

  /// Exposure by sampling: log2 of (candidates + 1) / rank of the secret among them by likelihood.
  ///
  /// @param candidates other secrets to rank it among, at least 1
  public Exposure exposure(Canary canary, int candidates, long seed) {
    Random random = new Random(seed);
    List<Piece> pieces = new ArrayList<>();
    pieces.add(secret(canary, canary.secret()));
    for (int i = 0; i < candidates; i++) {
      pieces.add(secret(canary, canary.candidate(random)));
    }
    double[] sums = sums(pieces);
    long rank = 1 + Arrays.stream(sums).skip(1).filter(sum -> sum < sums[0]).count();
    return new Exposure(log2((candidates + 1.0) / rank), log2(candidates + 1.0));
  }

  private Piece secret(Canary canary, String secret) {
    Tokenizer tokenizer = engine.tokenizer();
    return Piece.of(new TrainingText("canary", canary.prefix() + secret), tokenizer, longest())
        .getFirst();
  }

  private double[] sums(List<Piece> pieces) {
    List<PackedRow> rows = pieces.stream().map(p -> new PackedRow(List.of(p))).toList();
    List<Double> sums = new ArrayList<>();
    for (List<PackedRow> group : PackedRow.grouped(rows, passTokens)) {
      for (float sum : parameters.losses(PackedRow.batch(group, 1)).lossSums()) {
        sums.add((double) sum);
      }
    }
    return sums.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private RowLosses losses(List<Piece> pieces) {
    if (pieces.isEmpty()) {
      return new RowLosses(new float[0], new int[0]);
    }
    List<PackedRow> rows = pieces.stream().map(p -> new PackedRow(List.of(p))).toList();
    TokenBatch batch = PackedRow.batch(rows, 1);
    return parameters.losses(batch);
  }

  private static double log2(double value) {
    return Math.log(value) / Math.log(2);
  }

  /// Samples an answer to every prompt, the same every time.
  ///
  /// @param tokens length of an answer, at most
  public List<String> answers(List<String> prompts, int tokens) {
    return new TextSampler(engine, adapter).answers(prompts, tokens);
  }

  /// Looks for personal data in answers.
  ///
  /// @param trained the texts that were learnt
  public static Leakage leakage(
      List<String> answers, PersonalDataFinder finder, List<TrainingText> trained) {
    Set<Found> leaked = new LinkedHashSet<>();
    int invented = 0;
    for (String answer : answers) {
      for (Found found : finder.find(answer)) {
        if (trained.stream().anyMatch(t -> (t.prompt() + t.text()).contains(found.value()))) {
          leaked.add(found);
        } else {
          invented++;
        }
      }
    }
    return new Leakage(answers.size(), List.copyOf(leaked), invented);
  }

  @Override
  public void close() {
    parameters.close();
  }
}
