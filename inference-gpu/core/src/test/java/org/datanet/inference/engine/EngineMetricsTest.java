package org.datanet.inference.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@QuarkusTest
@Timeout(60)
class EngineMetricsTest {

  private static final String PROMPT = "metrics >";

  @Inject EngineMetrics metrics;
  @Inject InferenceService engine;
  @Inject ScriptedDecoder decoder;

  private final MeterRegistry registry = new SimpleMeterRegistry();

  @BeforeEach
  void bind() {
    metrics.bindTo(registry);
  }

  @AfterEach
  void openGate() {
    decoder.open();
  }

  private double value(String name) {
    return registry.get("datanet.inference." + name).meter().measure().iterator().next().getValue();
  }

  /// A client may have its answer a moment before it is counted.
  private void await(String name, double expected) throws InterruptedException {
    while (value(name) != expected) {
      Thread.sleep(1);
    }
  }

  private Generation generate() {
    return engine.generate(
        new GenerationRequest(
            decoder.encode(PROMPT),
            7,
            Decoding.GREEDY,
            Optional.empty(),
            "metrics",
            Instant.now().plus(Duration.ofSeconds(60))));
  }

  @Test
  void finishedCallsAndTheirTokensAreCounted() throws InterruptedException {
    double calls = value("calls.finished");
    double generated = value("tokens.generated");
    double read = value("tokens.prompt") + value("tokens.cached");
    Outcome.of(generate());
    await("calls.finished", calls + 1);
    assertThat(value("tokens.generated")).isEqualTo(generated + 7);
    assertThat(value("tokens.prompt") + value("tokens.cached"))
        .isEqualTo(read + decoder.encode(PROMPT).length);
    assertThat(value("first.token.ms")).isPositive();
  }

  @Test
  void aCallThatRunsIsSeenAndTakesPagesUntilItEnds() throws InterruptedException {
    Semaphore gate = decoder.gated();
    Generation generation = generate();
    gate.release(1);
    assertThat(generation.next()).isInstanceOf(GenerationEvent.Text.class);
    assertThat(value("calls.running")).isEqualTo(1);
    decoder.open();
    Outcome.of(generation);
    await("calls.running", 0);
  }

  @Test
  void everyNumberHasAValueAndTheCommonPrefix() {
    assertThat(registry.getMeters())
        .hasSize(17)
        .allSatisfy(meter -> {
          assertThat(meter.getId().getName()).startsWith("datanet.inference.");
          assertThat(StreamSupport.stream(meter.measure().spliterator(), false))
              .extracting(Measurement::getValue)
              .allMatch(value -> Double.isFinite(value) && value >= 0);
        });
  }
}
