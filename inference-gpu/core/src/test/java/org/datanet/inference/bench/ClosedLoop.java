package org.datanet.inference.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntSupplier;
import java.util.random.RandomGenerator;
import org.datanet.inference.engine.Decoding;
import org.datanet.inference.engine.Engine;
import org.datanet.inference.engine.Generation;
import org.datanet.inference.engine.GenerationEvent;
import org.datanet.inference.engine.GenerationRequest;

/// So many clients, each of which sends its next request when it has its answer.
final class ClosedLoop {

  static final int BASE_MODEL = -1;

  private final Engine service;
  private final BenchModel model;
  private final int promptTokens;
  private final int answerTokens;

  ClosedLoop(Engine service, BenchModel model, int promptTokens, int answerTokens) {
    this.service = service;
    this.model = model;
    this.promptTokens = promptTokens;
    this.answerTokens = answerTokens;
  }

  /// What the clients saw, in nanoseconds; only whole answers count as latencies.
  record Seen(double tokensPerSecond, List<Long> firstTokens, List<Long> answers) {}

  /// Adapter numbers with Zipf's law: the k-th most popular one is asked for 1/k as often.
  static IntSupplier zipf(int adapters) {
    double[] upTo = new double[adapters];
    double sum = 0;
    for (int k = 0; k < adapters; k++) {
      sum += 1.0 / (k + 1);
      upTo[k] = sum;
    }
    double all = sum;
    return () -> {
      int at = java.util.Arrays.binarySearch(upTo, ThreadLocalRandom.current().nextDouble() * all);
      return at < 0 ? Math.min(adapters - 1, -at - 1) : at;
    };
  }

  Seen run(int clients, IntSupplier adapters, Duration time) throws InterruptedException {
    var firstTokens = new ConcurrentLinkedQueue<Long>();
    var answers = new ConcurrentLinkedQueue<Long>();
    Instant end = Instant.now().plus(time);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < clients; i++) {
      threads.add(Thread.ofVirtual().start(() -> client(adapters, end, firstTokens, answers)));
    }
    Thread.sleep(time.toMillis() / 10);
    long tokens = generated();
    long start = System.nanoTime();
    Thread.sleep(Math.max(1, Duration.between(Instant.now(), end).toMillis()));
    double rate = (generated() - tokens) * 1e9 / (System.nanoTime() - start);
    for (Thread thread : threads) {
      thread.join();
    }
    return new Seen(rate, List.copyOf(firstTokens), List.copyOf(answers));
  }

  private long generated() {
    return service.status().work().generatedTokens();
  }

  private void client(
      IntSupplier adapters,
      Instant end,
      ConcurrentLinkedQueue<Long> firstTokens,
      ConcurrentLinkedQueue<Long> answers) {
    try {
      while (Instant.now().isBefore(end)) {
        long start = System.nanoTime();
        Generation generation = service.generate(request(adapters.getAsInt()));
        GenerationEvent event = generation.next();
        while (event instanceof GenerationEvent.Text) {
          if (Instant.now().isAfter(end)) {
            generation.cancel();
          }
          event = generation.next();
        }
        if (event instanceof GenerationEvent.Finished) {
          answers.add(System.nanoTime() - start);
          firstTokens.add(
              generation.timing().queued().plus(generation.timing().prefill()).toNanos());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  GenerationRequest request(int adapter) {
    return request(adapter, promptTokens, answerTokens);
  }

  GenerationRequest request(int adapter, int prompt, int answer) {
    RandomGenerator random = ThreadLocalRandom.current();
    int most = Math.min(model.config().vocab(), 300);
    int[] ids = random.ints(prompt, 3, most).toArray();
    return new GenerationRequest(
        ids,
        answer,
        Decoding.GREEDY,
        adapter < 0 ? Optional.empty() : Optional.of(model.ref(adapter)),
        "bench",
        Instant.now().plus(Duration.ofMinutes(10)));
  }

  /// Time to the first token of a call, in nanoseconds.
  long firstToken(int adapter, int prompt) throws InterruptedException {
    long start = System.nanoTime();
    Generation generation = service.generate(request(adapter, prompt, 1));
    while (generation.next() instanceof GenerationEvent.Text) {}
    return System.nanoTime() - start;
  }

  /// Mean time between the tokens of one call's answer, in milliseconds.
  double tokenMillis(GenerationRequest request) throws InterruptedException {
    Generation generation = service.generate(request);
    GenerationEvent event = generation.next();
    while (event instanceof GenerationEvent.Text) {
      event = generation.next();
    }
    int tokens =
        event instanceof GenerationEvent.Finished end
            ? end.completionTokens()
            : request.maxTokens();
    return generation.timing().decode().toNanos() / 1e6 / Math.max(1, tokens - 1);
  }
}
