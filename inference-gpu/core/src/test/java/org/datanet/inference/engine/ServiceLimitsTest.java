package org.datanet.inference.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.datanet.inference.AdapterRef;
import org.datanet.inference.Configs;
import org.datanet.inference.FailureReason;
import org.datanet.inference.InferenceProblem;
import org.datanet.inference.engine.GenerationEvent.Failed;
import org.datanet.inference.engine.GenerationEvent.Finished;
import org.datanet.inference.model.LoraAdapter;
import org.datanet.inference.model.PeftFiles;
import org.datanet.kernel.AdapterId;
import org.datanet.kernel.ProblemException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the whole service refuses, stops and shows.
class ServiceLimitsTest {

  private static final AdapterId ID = AdapterId.of("0199aaaa-0000-7000-8000-000000000001");

  @TempDir private Path folder;

  private final ScriptedDecoder decoder = new ScriptedDecoder("x".repeat(300), 512);
  private final InferenceService service =
      new InferenceService(
          decoder,
          decoder,
          (ref, into) -> PeftFiles.write(lora(), into),
          Configs.with("queue-limit", "100", "tenant-queue-limit", "40", "batch-rows", "4"),
          Clock.systemUTC());

  @AfterEach
  void close() {
    decoder.open();
    service.close();
  }

  private static LoraAdapter lora() {
    String projection = "base_model.model.model.layers.0.self_attn.q_proj.";
    Map<String, float[]> tensors =
        Map.of(
            projection + "lora_A.weight", new float[8], projection + "lora_B.weight", new float[8]);
    return new LoraAdapter(4, 2, false, List.of("q_proj"), tensors, "base");
  }

  private AdapterRef adapter() throws IOException {
    PeftFiles.write(lora(), folder);
    return new AdapterRef("a:1", ID, AdapterContent.hash(folder));
  }

  private GenerationRequest request(String tenant, int tokens, Optional<AdapterRef> adapter) {
    return new GenerationRequest(
        decoder.encode(">"),
        tokens,
        Decoding.GREEDY,
        adapter,
        tenant,
        Instant.now().plus(Duration.ofMinutes(5)));
  }

  @Test // R67
  void tenThousandCallsAtOnceAreServedOrRefusedAtOnce() throws Exception {
    Semaphore gate = decoder.gated();
    var accepted = new ConcurrentLinkedQueue<Generation>();
    AtomicInteger refused = new AtomicInteger();
    CountDownLatch asked = new CountDownLatch(10_000);
    for (int i = 0; i < 10_000; i++) {
      String tenant = "t" + i % 7;
      Thread.ofVirtual()
          .start(() -> {
            try {
              accepted.add(service.generate(request(tenant, 3, Optional.empty())));
            } catch (ProblemException e) {
              assertThat(e.problem()).isEqualTo(InferenceProblem.QUEUE_FULL);
              refused.incrementAndGet();
            } finally {
              asked.countDown();
            }
          });
    }
    asked.await();
    assertThat(accepted.size()).isBetween(100, 104);
    assertThat(refused.get() + accepted.size()).isEqualTo(10_000);
    assertThat(service.retryAfter()).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(60));
    gate.release(1_000_000);
    for (Generation generation : accepted) {
      assertThat(Outcome.of(generation).end()).isEqualTo(new Finished("length", 3));
    }
    assertThat(service.status().work().refusedCalls()).isEqualTo(refused.get());
  }

  @Test // R8
  void aFrozenAdapterEndsWhatRunsAndWaitsAndRefusesTheRest() throws Exception {
    AdapterRef adapter = adapter();
    Semaphore gate = decoder.gated();
    Generation running = service.generate(request("t", 300, Optional.of(adapter)));
    Generation other = service.generate(request("t", 300, Optional.empty()));
    gate.release(6);
    running.next();
    assertThat(service.inUse()).containsExactly(ID);
    int before = decoder.steps.get();
    service.forbid(ID);
    gate.release(3);
    assertThat(Outcome.of(running).end())
        .isInstanceOfSatisfying(
            Failed.class, f -> assertThat(f.reason()).isEqualTo(FailureReason.FROZEN));
    assertThat(decoder.steps.get() - before).isLessThanOrEqualTo(8);
    assertThatThrownBy(() -> service.generate(request("t", 3, Optional.of(adapter))))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem()).isEqualTo(InferenceProblem.ADAPTER_FROZEN));
    assertThat(service.status().forbidden()).containsExactly(ID);
    assertThat(service.status().adapters().resident()).isEmpty();
    gate.release(1_000_000);
    assertThat(Outcome.of(other).end()).isEqualTo(new Finished("length", 300));
    service.permit(ID);
    assertThat(Outcome.of(service.generate(request("t", 3, Optional.of(adapter)))).text())
        .isEqualTo("zzz");
  }

  @Test
  void theStatusShowsWhatIsHeldAndDone() throws Exception {
    AdapterRef adapter = adapter();
    Outcome.of(service.generate(request("t", 5, Optional.of(adapter))));
    service.pin(adapter);
    service.expect("a:1");
    service.expect("unknown");
    Semaphore gate = decoder.gated();
    Generation running = service.generate(request("u", 5, Optional.of(adapter)));
    gate.release(2);
    running.next();
    EngineStatus status = service.status();
    assertThat(status.running())
        .singleElement()
        .satisfies(row -> assertThat(row.tenant() + row.model()).isEqualTo("ua:1"));
    assertThat(status.adapters().inEngine()).isEqualTo(1);
    assertThat(status.adapters().resident())
        .singleElement()
        .satisfies(r -> assertThat(r.pinned()).isTrue());
    assertThat(status.adapters().memory().hits()).isEqualTo(2);
    assertThat(status.adapters().disk().misses()).isEqualTo(1);
    assertThat(status.cache().held()).isPositive();
    assertThat(status.work().finishedCalls()).isEqualTo(1);
    assertThat(status.speed().generatedTokensPerSecond()).isPositive();
  }
}
