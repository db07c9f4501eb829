package org.datanet.training;

import static java.util.Comparator.reverseOrder;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.stream.IntStream;
import org.datanet.inference.model.AdapterSlab;
import org.datanet.inference.model.KvCache;
import org.datanet.inference.model.LlamaEngine;
import org.datanet.inference.model.LoraAdapter;
import org.datanet.inference.model.StepBatch;
import org.jspecify.annotations.Nullable;

/// Answers prompts one by one from the 40 likeliest tokens at temperature 1, always with the same
/// seed: enough to look at what a model says, not to serve it.
final class TextSampler {

  private static final int LIKELIEST = 40;
  private static final long SEED = 1;
  private static final int LONGEST = 512;

  private final LlamaEngine engine;
  private final @Nullable LoraAdapter adapter;

  TextSampler(LlamaEngine engine, @Nullable LoraAdapter adapter) {
    this.engine = engine;
    this.adapter = adapter;
  }

  /// @param tokens length of an answer, at most
  List<String> answers(List<String> prompts, int tokens) {
    try (AdapterSlab slab = engine.newSlab(1, adapter == null ? 1 : adapter.rank());
        KvCache cache = engine.newCache(longest() + 1)) {
      if (adapter != null) {
        slab.attach(0, adapter);
      }
      Random random = new Random(SEED);
      Stepper stepper = batch -> engine.step(batch, cache, slab)[0];
      return prompts.stream()
          .map(prompt -> answer(start(prompt, tokens), tokens, stepper, random))
          .toList();
    }
  }

  /// Logits after the last token of the only row.
  private interface Stepper {
    float[] step(StepBatch batch);
  }

  /// The prompt's last tokens, so that the answer fits behind them.
  private List<Integer> start(String prompt, int tokens) {
    int[] ids = engine.tokenizer().encodeText(prompt, true);
    int from = Math.max(0, ids.length - Math.max(1, longest() - tokens));
    return new ArrayList<>(Arrays.stream(ids).skip(from).boxed().toList());
  }

  private int longest() {
    return Math.min(LONGEST, engine.config().maxPositions());
  }

  private String answer(List<Integer> text, int tokens, Stepper stepper, Random random) {
    int begin = text.size();
    int most = Math.min(begin + tokens, longest());
    int done = 0;
    while (text.size() < most && text.getLast() != engine.tokenizer().eosId()) {
      float[] logits = stepper.step(tail(text, done));
      done = text.size();
      text.add(chosen(logits, random));
    }
    int[] answer = text.subList(begin, text.size()).stream().mapToInt(i -> i).toArray();
    return engine.tokenizer().decode(answer, true);
  }

  private static int chosen(float[] logits, Random random) {
    int[] likeliest = likeliest(logits);
    double[] weights =
        Arrays.stream(likeliest)
            .mapToDouble(i -> Math.exp(logits[i] - logits[likeliest[0]]))
            .toArray();
    double at = random.nextDouble() * Arrays.stream(weights).sum();
    int pick = 0;
    while (pick < weights.length - 1 && at >= weights[pick]) {
      at -= weights[pick++];
    }
    return likeliest[pick];
  }

  /// The likeliest first, the lower id first where two are equal.
  private static int[] likeliest(float[] logits) {
    Comparator<Integer> order =
        Comparator.<Integer>comparingDouble(id -> logits[id]).thenComparing(reverseOrder());
    PriorityQueue<Integer> kept = new PriorityQueue<>(order);
    for (int id = 0; id < logits.length; id++) {
      if (kept.size() < LIKELIEST) {
        kept.add(id);
      } else if (logits[id] > logits[kept.element()]) {
        kept.remove();
        kept.add(id);
      }
    }
    return kept.stream().sorted(order.reversed()).mapToInt(id -> id).toArray();
  }

  /// The tokens from `done` on, of the only row.
  static StepBatch tail(List<Integer> text, int done) {
    int size = text.size();
    return new StepBatch(
        new int[][] {IntStream.range(done, size).map(text::get).toArray()},
        new int[][] {IntStream.range(done, size).toArray()},
        new int[][] {IntStream.range(done + 1, size + 1).toArray()},
        new int[][] {IntStream.range(1, size + 1).toArray()},
        size,
        new int[] {size - done - 1},
        new int[] {0});
  }
}
