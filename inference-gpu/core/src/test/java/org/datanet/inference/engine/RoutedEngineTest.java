package org.datanet.inference.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.datanet.inference.AdapterRef;
import org.datanet.inference.Configs;
import org.datanet.inference.FailureReason;
import org.datanet.inference.InferenceConfig;
import org.datanet.inference.InferenceProblem;
import org.datanet.inference.Route;
import org.datanet.inference.model.Precision;
import org.datanet.kernel.AdapterId;
import org.datanet.kernel.ProblemException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// A base model in two precisions.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RoutedEngineTest extends EngineContract {

  private final InferenceConfig config = Configs.with("prefill-tokens", "8", "threads", "1");
  private final AdapterTiers adapters = new AdapterTiers(adapterFiles(), config, Clock.systemUTC());
  private final Engine engine = new RoutedEngine(service(Precision.F32), service(Precision.INT8));

  private Engine service(Precision precision) {
    LlamaDecoder decoder = LlamaDecoder.load(modelFolder(), precision, config);
    return new InferenceService(decoder, IDS, adapters, config, Clock.systemUTC());
  }

  @AfterAll
  void close() {
    engine.close();
  }

  @Override
  protected Engine engine() {
    return engine;
  }

  private Engine fast() {
    return engine.by(Route.FAST).orElseThrow();
  }

  private AdapterRef adapter(int number) throws Exception {
    String name = ADAPTERS.get(number);
    return new AdapterRef(
        name,
        AdapterId.of("0199aaaa-0000-7000-8000-0000000000b" + number),
        AdapterContent.hash(modelFolder().resolve(name)));
  }

  private static GenerationRequest request(AdapterRef adapter, int maxTokens) {
    return new GenerationRequest(
        new int[] {1, 2, 3},
        maxTokens,
        Decoding.GREEDY,
        Optional.of(adapter),
        "a-tenant",
        Clock.systemUTC().instant().plus(Duration.ofMinutes(2)));
  }

  // R70
  @Test
  void bothFormsAnswerWithTheSameAdapterWhichIsLoadedOnce() throws Exception {
    AdapterRef adapter = adapter(1);
    Outcome careful = Outcome.of(engine.generate(request(adapter, 6)));
    long loads = engine.status().adapters().disk().misses();
    Outcome quick = Outcome.of(fast().generate(request(adapter, 6)));

    assertThat(careful.end()).isEqualTo(new GenerationEvent.Finished("length", 6));
    assertThat(quick.end()).isEqualTo(new GenerationEvent.Finished("length", 6));
    assertThat(engine.status().adapters().disk().misses()).isEqualTo(loads);
    assertThat(engine.status().work().generatedTokens()).isGreaterThanOrEqualTo(12);
    while (fast().status().speed().calls() == 0) { // counted just after its end
      Thread.sleep(1);
    }
    assertThat(engine.by(Route.QUOTE)).isEmpty();
  }

  // R8, R70
  @Test
  void aFreezeReachesBoth() throws Exception {
    AdapterRef frozen = adapter(0);
    Generation running = many(fast(), request(frozen, 200)).getLast();
    assertThat(engine.inUse()).contains(frozen.id());

    engine.forbid(frozen.id());

    assertThat(Outcome.of(running).end())
        .isInstanceOfSatisfying(
            GenerationEvent.Failed.class,
            failed -> assertThat(failed.reason()).isEqualTo(FailureReason.FROZEN));
    for (Engine each : new Engine[] {engine, fast()}) {
      assertThatThrownBy(() -> each.generate(request(frozen, 2)))
          .isInstanceOfSatisfying(
              ProblemException.class,
              e -> assertThat(e.problem()).isEqualTo(InferenceProblem.ADAPTER_FROZEN));
    }
    engine.permit(frozen.id());
    assertThat(Outcome.of(fast().generate(request(frozen, 2))).end())
        .isInstanceOf(GenerationEvent.Finished.class);
  }

  // R70
  @Test
  void withoutAnotherPrecisionThereIsNoFastRoute(@TempDir Path folder) throws Exception {
    InferenceConfig same = Configs.with("precision", "INT8", "threads", "1");
    try (Engine alone = RoutedEngine.open(modelFolder(), adapterFiles(), same, Clock.systemUTC())) {
      assertThat(alone.by(Route.STANDARD)).containsSame(alone);
      assertThat(alone.by(Route.FAST)).isEmpty();
    }
    try (Engine two =
        RoutedEngine.open(
            modelFolder(),
            adapterFiles(),
            Configs.with("threads", "1", "adapter-folder", folder.toString()),
            Clock.systemUTC())) {
      assertThat(two.by(Route.FAST)).isPresent();
    }
    assertThat(Files.exists(folder)).isTrue();
  }
}
