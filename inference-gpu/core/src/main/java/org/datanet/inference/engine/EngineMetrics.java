package org.datanet.inference.engine;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.util.function.ToDoubleFunction;

/// The engine's numbers for Prometheus, all named `datanet.inference.…`. They are read when
/// somebody asks for them.
@Singleton
class EngineMetrics implements MeterBinder {

  private static final String PREFIX = "datanet.inference.";

  private final Instance<Engine> engine;

  EngineMetrics(Instance<Engine> engine) {
    this.engine = engine;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    gauge(registry, "calls.waiting", s -> s.waiting().values().stream().mapToInt(n -> n).sum());
    gauge(registry, "calls.running", s -> s.running().size());
    gauge(registry, "cache.pages.free", s -> s.cache().free());
    gauge(registry, "cache.pages.idle", s -> s.cache().idle());
    gauge(registry, "adapters.engine", s -> s.adapters().inEngine());
    gauge(registry, "adapters.memory.bytes", s -> s.adapters().memory().bytes());
    gauge(registry, "adapters.disk.bytes", s -> s.adapters().disk().bytes());
    gauge(registry, "first.token.ms", s -> s.speed().firstTokenMillis());
    gauge(registry, "token.ms", s -> s.speed().tokenMillis());
    counter(registry, "adapters.memory.misses", s -> s.adapters().memory().misses());
    counter(registry, "adapters.disk.misses", s -> s.adapters().disk().misses());
    counter(registry, "tokens.prompt", s -> s.work().promptTokens());
    counter(registry, "tokens.cached", s -> s.work().cachedTokens());
    counter(registry, "tokens.generated", s -> s.work().generatedTokens());
    counter(registry, "calls.finished", s -> s.work().finishedCalls());
    counter(registry, "calls.failed", s -> s.work().failedCalls());
    counter(registry, "calls.refused", s -> s.work().refusedCalls());
  }

  private void gauge(MeterRegistry registry, String name, ToDoubleFunction<EngineStatus> value) {
    Gauge.builder(PREFIX + name, engine, e -> value.applyAsDouble(e.get().status()))
        .register(registry);
  }

  private void counter(MeterRegistry registry, String name, ToDoubleFunction<EngineStatus> value) {
    FunctionCounter.builder(PREFIX + name, engine, e -> value.applyAsDouble(e.get().status()))
        .register(registry);
  }
}
