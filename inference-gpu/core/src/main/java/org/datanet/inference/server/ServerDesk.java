package org.datanet.inference.server;

import io.quarkus.arc.properties.IfBuildProperty;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.datanet.inference.AdapterRef;
import org.datanet.inference.Answer;
import org.datanet.inference.CallDesk;
import org.datanet.inference.CallRequest;
import org.datanet.inference.Caller;
import org.datanet.inference.FailureReason;
import org.datanet.inference.OpenCall;
import org.datanet.inference.Route;
import org.datanet.inference.ServedModel;
import org.datanet.inference.StoredAnswer;
import org.datanet.kernel.CallId;
import org.datanet.kernel.Hash;
import org.datanet.kernel.Ppm;
import org.datanet.kernel.TokenAmount;
import org.datanet.kernel.UuidV7;

/// Lets every holder of the token call every loaded model. Nothing is charged, attributed or kept
/// here: the platform that asks does that.
@Singleton
@IfBuildProperty(name = "datanet.inference-server.enabled", stringValue = "true")
class ServerDesk implements CallDesk {

  private final InferenceServerConfig config;
  private final LoadedAdapters adapters;
  private final UuidV7 ids;
  private final long started;

  ServerDesk(InferenceServerConfig config, LoadedAdapters adapters, Clock clock) {
    this.config = config;
    this.adapters = adapters;
    this.ids = new UuidV7(clock);
    this.started = clock.instant().getEpochSecond();
  }

  @Override
  public List<ServedModel> models(Caller caller) {
    return Stream.concat(Stream.of(config.modelName()), adapters.names().stream())
        .map(name -> new ServedModel(name, "datanet", started))
        .toList();
  }

  /// Free; quotes need Datanets, which are not here.
  @Override
  public Optional<Ppm> pricePart(Route route) {
    return route == Route.QUOTE ? Optional.empty() : Optional.of(Ppm.ZERO);
  }

  @Override
  public Optional<TokenAmount> price(String modelId, Route route, long tokens) {
    return Optional.of(TokenAmount.ZERO);
  }

  @Override
  public Optional<StoredAnswer> answered(Caller caller, String idempotencyKey, Hash requestHash) {
    return Optional.empty();
  }

  @Override
  public OpenCall open(CallRequest request) {
    if (request.retrieval().isPresent()) {
      throw LoadedAdapters.invalid("datanet.retrieval", "is not available on an engine server");
    }
    boolean base = request.modelId().equals(config.modelName());
    Optional<AdapterRef> adapter = base ? Optional.empty() : adapters.find(request.modelId());
    if (!base && adapter.isEmpty()) {
      throw LoadedAdapters.unknown(request.modelId());
    }
    return new FreeCall(new CallId(ids.next()), adapter);
  }

  private record FreeCall(CallId id, Optional<AdapterRef> adapter) implements OpenCall {

    @Override
    public List<String> passages() {
      return List.of();
    }

    @Override
    public Map<String, Object> complete(Answer answer) {
      return Map.of();
    }

    @Override
    public void fail(FailureReason reason, String detail) {}
  }
}
