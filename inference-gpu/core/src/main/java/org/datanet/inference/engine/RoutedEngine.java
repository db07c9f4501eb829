package org.datanet.inference.engine;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.datanet.inference.AdapterFiles;
import org.datanet.inference.InferenceConfig;
import org.datanet.inference.Route;
import org.datanet.inference.constrained.Constraints;
import org.datanet.inference.model.Precision;
import org.datanet.kernel.AdapterId;

/// One base model in two forms: as it is served, and with quantised weights for [Route#FAST]. Each
/// has its own weights, cache and queue; both are told what is frozen. What is asked about the
/// model, and a generation without a route, go to the standard one.
public final class RoutedEngine implements Engine {

  private static final System.Logger LOG = System.getLogger(RoutedEngine.class.getName());

  private final Engine standard;
  private final Engine fast;

  /// @param standard owns what both share
  /// @param fast the same base model, quicker
  public RoutedEngine(Engine standard, Engine fast) {
    this.standard = standard;
    this.fast = fast;
  }

  /// The engine of this process, with a fast one beside it where `datanet.inference.fast-precision`
  /// is another precision than the standard one. Both are loaded now: a caller of the fast route
  /// does not wait for it, and whether there is memory for both shows at the start. A fast one that
  /// cannot be loaded is not offered.
  ///
  /// @param baseModel folder in Hugging Face layout, or a GGUF file
  public static Engine open(
      Path baseModel, AdapterFiles files, InferenceConfig config, Clock clock) {
    LlamaDecoder careful = LlamaDecoder.load(baseModel, config.precision(), config);
    var adapters = new AdapterTiers(files, config, clock);
    Engine standard = service(careful, adapters, config, clock);
    Precision precision = config.fastPrecision();
    if (precision == config.precision()) {
      return standard;
    }
    try {
      LlamaDecoder decoder = LlamaDecoder.load(baseModel, precision, config);
      return new RoutedEngine(standard, service(decoder, adapters, config, clock));
    } catch (RuntimeException | OutOfMemoryError e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "the fast route is not offered: the base model cannot be loaded as " + precision,
          e);
      return standard;
    }
  }

  private static InferenceService service(
      LlamaDecoder decoder, AdapterTiers adapters, InferenceConfig config, Clock clock) {
    return new InferenceService(decoder, decoder.vocabulary(), adapters, config, clock);
  }

  @Override
  public Optional<Engine> by(Route route) {
    return switch (route) {
      case STANDARD -> Optional.of(standard);
      case FAST -> Optional.of(fast);
      case QUOTE -> Optional.empty();
    };
  }

  @Override
  public Generation generate(GenerationRequest request) {
    return standard.generate(request);
  }

  @Override
  public void expect(String modelId) {
    standard.expect(modelId);
    fast.expect(modelId);
  }

  @Override
  public void forbid(AdapterId adapter) {
    standard.forbid(adapter);
    fast.forbid(adapter);
  }

  @Override
  public void permit(AdapterId adapter) {
    standard.permit(adapter);
    fast.permit(adapter);
  }

  @Override
  public Set<AdapterId> inUse() {
    return Stream.of(standard.inUse(), fast.inUse())
        .flatMap(Set::stream)
        .collect(Collectors.toSet());
  }

  @Override
  public boolean hasRoom(String tenant) {
    return standard.hasRoom(tenant);
  }

  @Override
  public Duration retryAfter() {
    return standard.retryAfter();
  }

  @Override
  public int contextTokens() {
    return standard.contextTokens();
  }

  @Override
  public Vocabulary vocabulary() {
    return standard.vocabulary();
  }

  @Override
  public Constraints constraints() {
    return standard.constraints();
  }

  @Override
  public InferenceConfig config() {
    return standard.config();
  }

  /// Both together; where adapters are is the same for both, and how long a call takes is told of
  /// the standard one.
  @Override
  public EngineStatus status() {
    EngineStatus a = standard.status();
    EngineStatus b = fast.status();
    Map<String, Integer> waiting = new HashMap<>(a.waiting());
    b.waiting().forEach((tenant, calls) -> waiting.merge(tenant, calls, Integer::sum));
    return new EngineStatus(
        waiting,
        Stream.of(a.running(), b.running()).flatMap(List::stream).toList(),
        a.cache().plus(b.cache()),
        a.adapters().with(b.adapters().inEngine()),
        a.forbidden(),
        a.work().plus(b.work()),
        a.speed().beside(b.speed()));
  }

  @Override
  public void close() {
    fast.close();
    standard.close();
  }
}
