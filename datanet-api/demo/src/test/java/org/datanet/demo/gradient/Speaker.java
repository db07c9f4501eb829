package org.datanet.demo.gradient;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.datanet.inference.model.AdapterSlab;
import org.datanet.inference.model.KvCache;
import org.datanet.inference.model.LlamaEngine;
import org.datanet.inference.model.LoraAdapter;
import org.datanet.inference.model.StepBatch;

/// Continues prompts with the likeliest tokens.
final class Speaker {

  private final LlamaEngine engine;
  private final LoraAdapter adapter;

  Speaker(LlamaEngine engine, LoraAdapter adapter) {
    this.engine = engine;
    this.adapter = adapter;
  }

  /// The continuation of a prompt, at most so many tokens.
  String answer(String prompt, int tokens) {
    int[] ids = engine.tokenizer().encode(prompt, true);
    List<Integer> answer = new ArrayList<>();
    try (KvCache cache = engine.newCache(ids.length + tokens + 1);
        AdapterSlab slab = engine.newSlab(1, adapter.rank())) {
      slab.attach(0, adapter);
      int at = 0;
      while (answer.size() < tokens) {
        int next = best(engine.step(step(ids, at), cache, slab)[0]);
        if (next == engine.tokenizer().eosId()) {
          break;
        }
        answer.add(next);
        at += ids.length;
        ids = new int[] {next};
      }
    }
    return engine.tokenizer().decode(answer.stream().mapToInt(id -> id).toArray(), true);
  }

  private static StepBatch step(int[] ids, int at) {
    int[] positions = IntStream.range(at, at + ids.length).toArray();
    int[] writes = IntStream.range(at + 1, at + ids.length + 1).toArray();
    int[] reads = IntStream.range(1, at + ids.length + 1).toArray();
    return new StepBatch(
        new int[][] {ids},
        new int[][] {positions},
        new int[][] {writes},
        new int[][] {reads},
        reads.length,
        new int[] {ids.length - 1},
        new int[] {0});
  }

  private static int best(float[] logits) {
    return IntStream.range(0, logits.length).reduce(0, (a, b) -> logits[b] > logits[a] ? b : a);
  }
}
