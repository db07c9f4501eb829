package org.datanet.inference.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.datanet.inference.AdapterRef;
import org.datanet.inference.Configs;
import org.datanet.inference.FailureReason;
import org.datanet.inference.InferenceProblem;
import org.datanet.inference.engine.GenerationEvent.Failed;
import org.datanet.inference.engine.GenerationEvent.Finished;
import org.datanet.inference.model.LoraAdapter;
import org.datanet.kernel.AdapterId;
import org.datanet.kernel.Hash;
import org.datanet.kernel.ProblemException;
import org.junit.jupiter.api.Test;

class SchedulerTest {

  private static final String AID = "0199aaaa-0000-7000-8000-000000000001";

  private final SetClock clock = new SetClock();

  private Scheduler scheduler(ScriptedDecoder decoder, String... config) {
    return new Scheduler(decoder, decoder, Configs.with(config), clock);
  }

  private Generation generation(
      ScriptedDecoder decoder, String prompt, int maxTokens, List<String> stop, int shift) {
    var ref = new AdapterRef("a:" + shift, AdapterId.of(AID), Hash.sha256("a" + shift));
    var adapter = new LoraAdapter(1, shift, false, List.of(), Map.of(), "base");
    return new Generation(
        new GenerationRequest(
            decoder.encode(prompt),
            maxTokens,
            Decoding.of(Sampling.GREEDY, stop),
            shift == 0 ? Optional.empty() : Optional.of(ref),
            "tenant",
            clock.instant().plus(Duration.ofSeconds(60))),
        shift == 0 ? Optional.empty() : Optional.of(adapter));
  }

  private Generation submit(Scheduler scheduler, ScriptedDecoder decoder, String prompt, int max) {
    Generation generation = generation(decoder, prompt, max, List.of(), 0);
    submit(scheduler, generation);
    return generation;
  }

  private static void submit(Scheduler scheduler, Generation generation) {
    scheduler.line().reserve(generation.tenant());
    scheduler.submit(generation);
  }

  @Test
  void endsAtTheEndTokenAndCountsWithoutIt() throws InterruptedException {
    var decoder = new ScriptedDecoder("hello", 512);
    try (var scheduler = scheduler(decoder)) {
      Outcome outcome = Outcome.of(submit(scheduler, decoder, "say >", 50));
      assertThat(outcome.text()).isEqualTo("hello");
      assertThat(outcome.end()).isEqualTo(new Finished("stop", 5));
    }
  }

  @Test
  void endsAtTheTokenLimit() throws InterruptedException {
    var decoder = new ScriptedDecoder("hello", 512);
    try (var scheduler = scheduler(decoder)) {
      Outcome outcome = Outcome.of(submit(scheduler, decoder, "say >", 3));
      assertThat(outcome.text()).isEqualTo("hel");
      assertThat(outcome.end()).isEqualTo(new Finished("length", 3));
    }
  }

  @Test
  void neverEmitsHalfACharacter() throws InterruptedException {
    String text = "añ€😀 naïve — fin";
    var decoder = new ScriptedDecoder(text, 512);
    try (var scheduler = scheduler(decoder)) {
      Outcome outcome = Outcome.of(submit(scheduler, decoder, ">", 100));
      assertThat(outcome.text()).isEqualTo(text);
      assertThat(outcome.pieces()).noneMatch(p -> p.contains("\uFFFD"));
      assertThat(outcome.pieces()).contains("ñ", "€", "😀");
    }
  }

  @Test
  void cutsBeforeAStopStringThatSpansTokens() throws InterruptedException {
    var decoder = new ScriptedDecoder("one, two. END of it", 512);
    try (var scheduler = scheduler(decoder)) {
      Generation generation = generation(decoder, ">", 100, List.of("END", "never"), 0);
      submit(scheduler, generation);
      Outcome outcome = Outcome.of(generation);
      assertThat(outcome.text()).isEqualTo("one, two. ");
      assertThat(outcome.end()).isEqualTo(new Finished("stop", 13));
    }
  }

  @Test
  void readsLongPromptsInPartsThroughScatteredPages() throws InterruptedException {
    var decoder = new ScriptedDecoder("answer", 512);
    try (var scheduler =
        scheduler(decoder, "prefill-tokens", "5", "page-tokens", "3", "cache-tokens", "400")) {
      List<Generation> all = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        all.add(submit(scheduler, decoder, "x".repeat(7 * i % 40) + ">", 30));
      }
      for (Generation generation : all) {
        assertThat(Outcome.of(generation).text()).isEqualTo("answer");
      }
      assertThat(decoder.largestBatch.get()).isGreaterThan(1);
    }
  }

  @Test // R51, R55
  void mixesAdaptersInOneBatch() throws InterruptedException {
    var decoder = new ScriptedDecoder("aaaaaaaaaa", 512);
    try (var scheduler = scheduler(decoder)) {
      Semaphore gate = decoder.gated();
      List<Generation> all = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        all.add(generation(decoder, ">", 10, List.of(), i % 4));
        submit(scheduler, all.get(i));
      }
      gate.release(1000);
      for (int i = 0; i < 8; i++) {
        assertThat(Outcome.of(all.get(i)).text())
            .isEqualTo(String.valueOf((char) ('a' + i % 4)).repeat(10));
      }
      assertThat(decoder.attached.get()).isLessThanOrEqualTo(8);
      assertThat(decoder.largestBatch.get()).isEqualTo(8);
      assertThat(scheduler.load().residentAdapters()).isEqualTo(3);
    }
  }

  @Test
  void replacesTheAdapterThatWasUsedLongestAgo() throws InterruptedException {
    var decoder = new ScriptedDecoder("a", 512);
    try (var scheduler = scheduler(decoder, "batch-rows", "2")) {
      for (int shift : new int[] {1, 2, 1, 3, 1, 2}) {
        Generation generation = generation(decoder, ">", 5, List.of(), shift);
        submit(scheduler, generation);
        assertThat(Outcome.of(generation).text()).isEqualTo("" + (char) ('a' + shift));
      }
      assertThat(decoder.attached.get()).isEqualTo(4);
    }
  }

  @Test
  void cancellingFreesTheMemoryWithinAStep() throws InterruptedException {
    var decoder = new ScriptedDecoder("x".repeat(200), 512);
    try (var scheduler = scheduler(decoder)) {
      int free = scheduler.load().freeCacheTokens();
      Semaphore gate = decoder.gated();
      Generation generation = submit(scheduler, decoder, ">", 200);
      gate.release(3);
      assertThat(generation.next()).isInstanceOf(GenerationEvent.Text.class);
      assertThat(scheduler.load().freeCacheTokens()).isLessThan(free);
      generation.cancel();
      gate.release(1);
      assertThat(Outcome.of(generation).end())
          .isEqualTo(new Failed(FailureReason.CANCELLED, "The client went away."));
      assertThat(decoder.steps.get()).isLessThanOrEqualTo(4);
      gate.release(1000);
      assertThat(Outcome.of(submit(scheduler, decoder, ">", 2)).text()).isEqualTo("xx");
      awaitIdle(scheduler);
      assertThat(scheduler.load()).isEqualTo(new EngineLoad(0, 0, 0, free));
    }
  }

  @Test
  void aPromptThatDoesNotFitTheMemoryWaitsForIt() throws InterruptedException {
    var decoder = new ScriptedDecoder("x".repeat(100), 96);
    try (var scheduler = scheduler(decoder, "cache-tokens", "112")) {
      Semaphore gate = decoder.gated();
      Generation first = submit(scheduler, decoder, "-".repeat(50) + ">", 30);
      Generation second = submit(scheduler, decoder, "+".repeat(50) + ">", 30);
      gate.release(10);
      for (int i = 0; i < 5; i++) {
        assertThat(first.next()).isInstanceOf(GenerationEvent.Text.class);
      }
      assertThat(scheduler.load().waiting()).isEqualTo(1);
      gate.release(1000);
      assertThat(Outcome.of(second).text()).hasSize(30);
      assertThat(decoder.largestBatch.get()).isEqualTo(1);
    }
  }

  @Test
  void whoFindsNoPageGivesWayAndGoesOnLater() throws InterruptedException {
    var decoder = new ScriptedDecoder("x".repeat(100), 96);
    try (var scheduler = scheduler(decoder, "cache-tokens", "112")) {
      Semaphore gate = decoder.gated();
      Generation first = submit(scheduler, decoder, "1>", 60);
      Generation second = submit(scheduler, decoder, "2>", 60);
      gate.release(1000);
      assertThat(Outcome.of(first).text()).hasSize(60);
      assertThat(Outcome.of(second).text()).hasSize(60);
      assertThat(scheduler.meter().work().paused()).isPositive();
    }
  }

  @Test
  void refusesMoreThanTheQueueHolds() throws InterruptedException {
    var decoder = new ScriptedDecoder("x".repeat(100), 512);
    try (var scheduler = scheduler(decoder, "queue-limit", "2", "batch-rows", "1")) {
      Semaphore gate = decoder.gated();
      Generation running = submit(scheduler, decoder, ">", 10);
      gate.release(1);
      running.next();
      submit(scheduler, decoder, ">", 10);
      Generation last = submit(scheduler, decoder, ">", 10);
      assertThat(scheduler.line().hasRoom("tenant")).isFalse();
      assertThatThrownBy(() -> submit(scheduler, decoder, ">", 10))
          .isInstanceOfSatisfying(
              ProblemException.class,
              e -> assertThat(e.problem()).isEqualTo(InferenceProblem.QUEUE_FULL));
      gate.release(1000);
      assertThat(Outcome.of(last).end()).isEqualTo(new Finished("length", 10));
    }
  }

  @Test
  void givesUpAtTheDeadline() throws InterruptedException {
    var decoder = new ScriptedDecoder("x".repeat(100), 512);
    try (var scheduler = scheduler(decoder, "batch-rows", "1")) {
      Semaphore gate = decoder.gated();
      Generation running = submit(scheduler, decoder, ">", 100);
      Generation waiting = submit(scheduler, decoder, ">", 100);
      gate.release(1);
      running.next();
      clock.advance(Duration.ofSeconds(61));
      gate.release(1000);
      for (Generation late : List.of(running, waiting)) {
        assertThat(Outcome.of(late).end())
            .isInstanceOfSatisfying(
                Failed.class, f -> assertThat(f.reason()).isEqualTo(FailureReason.TIMEOUT));
      }
    }
  }

  @Test
  void aFailedStepEndsItsCallsAndTheEngineLivesOn() throws InterruptedException {
    var decoder = new ScriptedDecoder("fine", 512);
    try (var scheduler = scheduler(decoder)) {
      decoder.breakDown(true);
      assertThat(Outcome.of(submit(scheduler, decoder, ">", 10)).end())
          .isInstanceOfSatisfying(
              Failed.class, f -> assertThat(f.reason()).isEqualTo(FailureReason.ERROR));
      decoder.breakDown(false);
      assertThat(Outcome.of(submit(scheduler, decoder, ">", 10)).text()).isEqualTo("fine");
    }
  }

  @Test
  void closingEndsWhatRunsAndWhatWaits() throws InterruptedException {
    var decoder = new ScriptedDecoder("x".repeat(100), 512);
    var scheduler = scheduler(decoder, "batch-rows", "1");
    Semaphore gate = decoder.gated();
    Generation running = submit(scheduler, decoder, ">", 100);
    Generation waiting = submit(scheduler, decoder, ">", 100);
    gate.release(1);
    running.next();
    Thread closer = Thread.ofPlatform().start(scheduler::close);
    while (closer.getState() != Thread.State.WAITING) {
      Thread.sleep(1);
    }
    gate.release(1000);
    closer.join();
    assertThat(Outcome.of(running).end()).isInstanceOf(Failed.class);
    assertThat(Outcome.of(waiting).end()).isInstanceOf(Failed.class);
  }

  private static void awaitIdle(Scheduler scheduler) throws InterruptedException {
    while (scheduler.load().running() > 0) {
      Thread.sleep(1);
    }
  }
}
