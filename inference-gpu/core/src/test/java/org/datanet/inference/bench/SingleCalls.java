package org.datanet.inference.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.datanet.devstack.measure.Measures;
import org.datanet.inference.engine.InferenceService;
import org.datanet.inference.model.AdapterSlab;
import org.datanet.inference.model.LlamaEngine;
import org.datanet.inference.model.LoraAdapter;
import org.datanet.inference.model.Precision;

/// What a call alone waits for: its adapter, wherever it is, and a long text.
record SingleCalls(BenchModel made, Precision precision, int threads, Measures measures) {

  private static final int PROMPT = 16;
  private static final int ANSWER = 32;

  /// The engine's part of a load: from host memory into a slab row.
  void attach(int times) {
    try (LlamaEngine engine = LlamaEngine.load(made.base(), precision, threads);
        AdapterSlab slab = engine.newSlab(8, BenchModel.RANK)) {
      List<LoraAdapter> adapters = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        adapters.add(made.adapter(i));
      }
      long[] nanos = new long[times];
      for (int i = -50; i < nanos.length; i++) {
        long start = System.nanoTime();
        slab.attach(Math.floorMod(i, 8), adapters.get(Math.floorMod(i * 3, 8)));
        if (i >= 0) {
          nanos[i] = System.nanoTime() - start;
        }
      }
      measures.percentiles("warm_attach_%s", nanos, 1e6, "ms");
      measures.add("slab_bytes_per_adapter", slab.memoryBytes() / 8.0, "B", 1, 1);
    }
  }

  /// First tokens on an idle engine: an adapter that is only in the store, on disk, in memory, and
  /// in the slab already.
  void cold(InferenceService service, int n) throws InterruptedException {
    ClosedLoop loop = new ClosedLoop(service, made, PROMPT, ANSWER);
    for (int i = 0; i < 10; i++) {
      loop.firstToken(0, PROMPT);
    }
    int fresh = 1_000_000;
    for (int i = 0; i < n; i++) {
      made.ref(fresh + i);
    }
    firstTokens("in_slab", n, loop, i -> 0);
    firstTokens("from_store", n, loop, i -> fresh + i);
    firstTokens("from_memory", n, loop, i -> fresh + n - 1 - i % 20);
    for (int i = 0; i < n; i++) { // leaves the memory, stays on disk
      service.forbid(made.ref(fresh + i).id());
      service.permit(made.ref(fresh + i).id());
    }
    firstTokens("from_disk", n, loop, i -> fresh + i);
  }

  private void firstTokens(String where, int n, ClosedLoop loop, IntUnaryOperator adapter)
      throws InterruptedException {
    long[] nanos = new long[n];
    for (int i = 0; i < n; i++) {
      nanos[i] = loop.firstToken(adapter.applyAsInt(i), PROMPT);
    }
    measures.percentiles("first_token_" + where + "_%s", nanos, 1e6, "ms");
  }

  /// Reading a long text, and the tokens after it.
  void longContexts(InferenceService service) throws InterruptedException {
    ClosedLoop loop = new ClosedLoop(service, made, PROMPT, ANSWER);
    for (int length : new int[] {2048, 8192}) {
      if (length + ANSWER <= service.contextTokens()) {
        long first = loop.firstToken(0, length);
        measures.add(
            "context_%d_prefill".formatted(length), length * 1e9 / first, "tokens/s", 1, threads);
        double millis = loop.tokenMillis(loop.request(0, length, ANSWER));
        measures.add("context_%d_token".formatted(length), millis, "ms", ANSWER - 1, threads);
      }
    }
  }
}
