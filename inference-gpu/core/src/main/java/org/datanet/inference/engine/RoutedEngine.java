package org.datanet.inference.engine;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.datanet.inference.InferenceConfig;
import org.datanet.inference.Route;
import org.datanet.kernel.AdapterId;

/// The same base model in more than one form, such as with its weights as they are and quantised;
/// each call names its route. What is asked about the model is answered by the standard one.
public final class RoutedEngine implements Engine {

  private final Map<Route, Engine> engines;

  /// @param engines by route, [Route#STANDARD] among them
  public RoutedEngine(Map<Route, Engine> engines) {
    this.engines = new EnumMap<>(engines);
    if (!engines.containsKey(Route.STANDARD)) {
      throw new IllegalArgumentException("a routed engine needs one for the standard route");
    }
  }

  private Engine standard() {
    return engine(Route.STANDARD).orElseThrow();
  }

  @Override
  public Optional<Engine> engine(Route route) {
    return Optional.ofNullable(engines.get(route));
  }

  @Override
  public Generation generate(GenerationRequest request) {
    return engine(request.route()).orElseGet(this::standard).generate(request);
  }

  @Override
  public void expect(String modelId) {
    engines.values().forEach(engine -> engine.expect(modelId));
  }

  @Override
  public void forbid(AdapterId adapter) {
    engines.values().forEach(engine -> engine.forbid(adapter));
  }

  @Override
  public void permit(AdapterId adapter) {
    engines.values().forEach(engine -> engine.permit(adapter));
  }

  @Override
  public Set<AdapterId> inUse() {
    return engines.values().stream()
        .flatMap(engine -> engine.inUse().stream())
        .collect(Collectors.toSet());
  }

  @Override
  public boolean hasRoom(String tenant) {
    return engines.values().stream().allMatch(engine -> engine.hasRoom(tenant));
  }

  @Override
  public Duration retryAfter() {
    return standard().retryAfter();
  }

  @Override
  public int contextTokens() {
    return standard().contextTokens();
  }

  @Override
  public Vocabulary vocabulary() {
    return standard().vocabulary();
  }

  @Override
  public InferenceConfig config() {
    return standard().config();
  }

  @Override
  public EngineStatus status() {
    return standard().status();
  }

  @Override
  public void close() {
    engines.values().forEach(Engine::close);
  }
}
