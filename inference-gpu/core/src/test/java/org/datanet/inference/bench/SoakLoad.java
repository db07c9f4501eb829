package org.datanet.inference.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import org.datanet.devstack.measure.Measures;
import org.datanet.inference.AdapterRef;
import org.datanet.inference.FailureReason;
import org.datanet.inference.InferenceProblem;
import org.datanet.inference.engine.Decoding;
import org.datanet.inference.engine.Generation;
import org.datanet.inference.engine.GenerationEvent;
import org.datanet.inference.engine.GenerationRequest;
import org.datanet.inference.engine.InferenceService;
import org.datanet.kernel.ProblemException;

/// Clients of all kinds, and someone who freezes versions.
final class SoakLoad {

  private static final int PROBLEMS_KEPT = 20;

  private final BenchModel model;
  private final List<Rehearsal> rehearsals;
  private final LongAdder right = new LongAdder();
  private final LongAdder cut = new LongAdder();
  private final LongAdder frozen = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private final LongAdder wrong = new LongAdder();
  private final Queue<String> problems = new ConcurrentLinkedQueue<>();

  SoakLoad(BenchModel model, List<Rehearsal> rehearsals) {
    this.model = model;
    this.rehearsals = rehearsals;
  }

  void run(InferenceService service, int clients, Duration time) {
    Instant end = Instant.now().plus(time);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < clients; i++) {
      String tenant = "tenant" + i % 5;
      threads.add(Thread.ofVirtual().start(() -> client(service, tenant, end)));
    }
    threads.add(Thread.ofVirtual().start(() -> freeze(service, end)));
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void freeze(InferenceService service, Instant end) {
    try {
      while (Instant.now().isBefore(end)) {
        Thread.sleep(200);
        AdapterRef ref = model.ref(ThreadLocalRandom.current().nextInt(5));
        service.forbid(ref.id());
        Thread.sleep(50);
        service.permit(ref.id());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void client(InferenceService service, String tenant, Instant end) {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    try {
      while (Instant.now().isBefore(end)) {
        double popular = Math.pow(random.nextDouble(), 3);
        Rehearsal rehearsal = rehearsals.get((int) (popular * rehearsals.size()));
        int leavesAfter = random.nextInt(8) == 0 ? random.nextInt(6) : Integer.MAX_VALUE;
        call(service, tenant, rehearsal, leavesAfter);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      problem("a client failed: " + e);
    }
  }

  private void call(InferenceService service, String tenant, Rehearsal rehearsal, int leavesAfter)
      throws InterruptedException {
    try {
      Generation generation = service.generate(request(rehearsal, tenant));
      List<String> pieces = new ArrayList<>();
      if (leavesAfter == 0) {
        generation.cancel();
      }
      GenerationEvent event = generation.next();
      while (event instanceof GenerationEvent.Text piece) {
        pieces.add(piece.text());
        if (pieces.size() == leavesAfter) {
          generation.cancel();
        }
        event = generation.next();
      }
      judge(rehearsal, pieces, event);
    } catch (ProblemException e) {
      refusal(e);
    }
  }

  private GenerationRequest request(Rehearsal rehearsal, String tenant) {
    return new GenerationRequest(
        rehearsal.prompt(),
        Rehearsal.TOKENS,
        Decoding.GREEDY,
        rehearsal.adapter() < 0 ? Optional.empty() : Optional.of(model.ref(rehearsal.adapter())),
        tenant,
        Instant.now().plus(Duration.ofMinutes(5)));
  }

  private void judge(Rehearsal rehearsal, List<String> pieces, GenerationEvent end) {
    boolean whole = end instanceof GenerationEvent.Finished;
    if (!rehearsal.allows(pieces, whole)) {
      wrong.increment();
      problem(
          "adapter %d answered '%s', alone '%s'"
              .formatted(rehearsal.adapter(), String.join("", pieces), rehearsal.text()));
    }
    switch (end) {
      case GenerationEvent.Finished ignored -> right.increment();
      case GenerationEvent.Failed failed when failed.reason() == FailureReason.CANCELLED ->
          cut.increment();
      case GenerationEvent.Failed failed when failed.reason() == FailureReason.FROZEN ->
          frozen.increment();
      default -> problem("a call ended with " + end);
    }
  }

  private void refusal(ProblemException e) throws InterruptedException {
    if (e.problem() == InferenceProblem.QUEUE_FULL) {
      refused.increment();
      Thread.sleep(10);
    } else if (e.problem() == InferenceProblem.ADAPTER_FROZEN) {
      frozen.increment();
    } else {
      problem(e.detail());
    }
  }

  private void problem(String text) {
    if (problems.size() < PROBLEMS_KEPT) {
      problems.add(text);
    }
  }

  List<String> problems() {
    return List.copyOf(problems);
  }

  void measure(Measures measures) {
    measures.add("answers_right", right.sum(), "calls", 1, 2);
    measures.add("answers_wrong", wrong.sum(), "calls", 1, 2);
    measures.add("clients_that_left", cut.sum(), "calls", 1, 2);
    measures.add("calls_of_frozen_versions", frozen.sum(), "calls", 1, 2);
    measures.add("calls_the_queue_refused", refused.sum(), "calls", 1, 2);
    measures.add("problems", problems.size(), "problems", 1, 2);
  }

  @Override
  public String toString() {
    return "%d right, %d wrong, %d left, %d frozen, %d refused"
        .formatted(right.sum(), wrong.sum(), cut.sum(), frozen.sum(), refused.sum());
  }
}
