package org.datanet.inference.engine;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.datanet.inference.AdapterFiles;
import org.datanet.inference.AdapterRef;
import org.datanet.inference.FailureReason;
import org.datanet.inference.InferenceConfig;
import org.datanet.inference.InferenceProblem;
import org.datanet.inference.constrained.Constraints;
import org.datanet.inference.model.LlamaConfig;
import org.datanet.inference.model.Tokenizer;
import org.datanet.kernel.AdapterId;
import org.datanet.kernel.ProblemException;

/// Generates on another machine: any server that takes token ids as the prompt of OpenAI's
/// completions and loads LoRA adapters at run time by the two endpoints vLLM introduced
/// (`/v1/load_lora_adapter`, `/v1/unload_lora_adapter`). Text is turned into tokens here, so that
/// prices, prompts and receipts are the same wherever the answer is made; only the count of the
/// answer's tokens is the server's. A server that was started again gets its adapters again.
public final class RemoteEngine implements Engine {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final System.Logger LOG = System.getLogger(RemoteEngine.class.getName());
  private static final String COMPLETIONS = "/v1/completions";

  private final Vocabulary vocabulary;
  private final int contextTokens;
  private final RemoteServer server;
  private final RemoteAdapters adapters;
  private final InferenceConfig config;
  private final Clock clock;
  private final EngineMeter meter = new EngineMeter();
  private final Set<Generation> running = ConcurrentHashMap.newKeySet();
  private final Set<AdapterId> forbidden = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService deadlines =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("remote-deadlines").daemon().factory());

  private RemoteEngine(
      Vocabulary vocabulary,
      int contextTokens,
      RemoteServer server,
      RemoteAdapters adapters,
      InferenceConfig config,
      Clock clock) {
    this.vocabulary = vocabulary;
    this.contextTokens = contextTokens;
    this.server = server;
    this.adapters = adapters;
    this.config = config;
    this.clock = clock;
  }

  /// An engine over `datanet.inference.remote.url`.
  ///
  /// @param baseModel folder of the base model the server runs; only configuration and tokenizer
  ///   are read
  /// @throws IllegalArgumentException without an address or a folder for adapters
  public static RemoteEngine open(
      Path baseModel, AdapterFiles files, InferenceConfig config, Clock clock) {
    RemoteConfig remote = config.remote();
    RemoteServer server = new RemoteServer(required(remote.url(), "remote.url"), remote);
    Path folder = required(config.adapterFolder(), "adapter-folder");
    AdapterDisk disk = new AdapterDisk(files, folder, (long) config.adapterDiskMib() << 20);
    LlamaConfig model = LlamaConfig.read(baseModel);
    return new RemoteEngine(
        new ModelVocabulary(Tokenizer.load(baseModel), model.vocab()),
        model.maxPositions(),
        server,
        new RemoteAdapters(server, disk, remote),
        config,
        clock);
  }

  private static <T> T required(Optional<T> value, String key) {
    return value.orElseThrow(() ->
        new IllegalArgumentException(
            "datanet.inference." + key + " is needed to generate on another machine"));
  }

  @Override
  public Generation generate(GenerationRequest request) {
    requireRemote(request.decoding());
    request.adapter().ifPresent(this::requireAllowed);
    Generation generation = new Generation(request, Optional.empty());
    enter(generation);
    boolean started = false;
    try {
      String model = adapters.acquire(request.adapter());
      Thread.ofVirtual().name("remote-generation").start(() -> run(generation, model));
      started = true;
      return generation;
    } finally {
      if (!started) {
        running.remove(generation);
      }
    }
  }

  private void requireAllowed(AdapterRef adapter) {
    if (forbidden.contains(adapter.id())) {
      throw new ProblemException(
          InferenceProblem.ADAPTER_FROZEN, Scheduler.why(FailureReason.FROZEN));
    }
  }

  private void enter(Generation generation) {
    if (!hasRoom(generation.tenant())) {
      meter.refused();
      throw new ProblemException(
          InferenceProblem.QUEUE_FULL, running.size() + " calls run already. Try again later.");
    }
    running.add(generation);
  }

  private void run(Generation generation, String model) {
    GenerationRequest request = generation.request();
    Duration left = Duration.between(clock.instant(), request.deadline());
    ScheduledFuture<?> deadline =
        deadlines.schedule(generation::stop, left.toMillis(), TimeUnit.MILLISECONDS);
    try {
      stream(generation, body(request, model), left);
    } catch (IOException | RuntimeException e) {
      generation.emit(failure(generation, e));
    } finally {
      deadline.cancel(false);
      adapters.release(request.adapter());
      running.remove(generation);
      meter.ended(generation);
    }
  }

  private void stream(Generation generation, ObjectNode body, Duration left) throws IOException {
    Duration patience = left.isPositive() ? left : Duration.ofMillis(1);
    generation.started();
    HttpResponse<InputStream> reply = server.stream(COMPLETIONS, body, patience);
    if (reply.statusCode() == 404) {
      reply.body().close();
      adapters.loadAgain(generation.request().adapter());
      reply = server.stream(COMPLETIONS, body, patience);
    }
    try (InputStream in = reply.body()) {
      if (reply.statusCode() != 200) {
        throw new IOException("the engine answered " + reply.statusCode());
      }
      generation.onStop(() -> closeQuietly(in));
      new CompletionStream(in).copyTo(generation);
    }
  }

  /// A reader then sees the stream break off.
  private static void closeQuietly(InputStream in) {
    try {
      in.close();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "closing an answer failed", e);
    }
  }

  private GenerationEvent.Failed failure(Generation generation, Exception e) {
    FailureReason reason = reason(generation);
    if (reason == FailureReason.ERROR) {
      LOG.log(System.Logger.Level.ERROR, "a remote generation failed", e);
    }
    return new GenerationEvent.Failed(reason, Scheduler.why(reason));
  }

  private FailureReason reason(Generation generation) {
    if (generation.cancelled()) {
      return FailureReason.CANCELLED;
    }
    if (generation.request().adapter().filter(a -> forbidden.contains(a.id())).isPresent()) {
      return FailureReason.FROZEN;
    }
    boolean late = !clock.instant().isBefore(generation.request().deadline());
    return late ? FailureReason.TIMEOUT : FailureReason.ERROR;
  }

  private static ObjectNode body(GenerationRequest request, String model) {
    Sampling sampling = request.decoding().sampling();
    ObjectNode body = JSON.createObjectNode().put("model", model).put("stream", true);
    body.putObject("stream_options").put("include_usage", true);
    ArrayNode prompt = body.putArray("prompt");
    for (int id : request.promptIds()) {
      prompt.add(id);
    }
    body.put("max_tokens", request.maxTokens());
    body.put("temperature", sampling.temperature()).put("top_p", sampling.topP());
    body.put("min_p", sampling.minP());
    if (sampling.topK() > 0) {
      body.put("top_k", sampling.topK());
    }
    body.put("presence_penalty", sampling.penalties().presence());
    body.put("frequency_penalty", sampling.penalties().frequency());
    body.put("repetition_penalty", sampling.penalties().repetition());
    ObjectNode bias = body.putObject("logit_bias");
    sampling.logitBias().forEach((id, value) -> bias.put(String.valueOf(id), value));
    sampling.seed().ifPresent(seed -> body.put("seed", seed));
    ArrayNode stop = body.putArray("stop");
    request.decoding().stop().forEach(stop::add);
    return body;
  }

  /// What needs the logits here cannot be had from another machine.
  private static void requireRemote(Decoding decoding) {
    if (decoding.constraint().isPresent()) {
      throw notHere("response_format");
    }
    if (decoding.topLogprobs().isPresent()) {
      throw notHere("logprobs");
    }
  }

  private static ProblemException notHere(String field) {
    String message = "is not available, because this model runs on a remote engine; leave it out";
    return new ProblemException(
        InferenceProblem.UNSUPPORTED_PARAMETER,
        field + " " + message + ".",
        List.of(new ProblemException.FieldError(field, message)));
  }

  /// There are none: the tokens are chosen elsewhere.
  @Override
  public Constraints constraints() {
    throw notHere("response_format");
  }

  /// The server loads what is asked for by itself.
  @Override
  public void expect(String modelId) {}

  @Override
  public void forbid(AdapterId adapter) {
    forbidden.add(adapter);
    running.stream().filter(each -> uses(each, adapter)).forEach(Generation::stop);
  }

  private static boolean uses(Generation generation, AdapterId adapter) {
    return generation.request().adapter().filter(a -> a.id().equals(adapter)).isPresent();
  }

  @Override
  public void permit(AdapterId adapter) {
    forbidden.remove(adapter);
  }

  @Override
  public Set<AdapterId> inUse() {
    return running.stream()
        .flatMap(each -> each.request().adapter().stream())
        .map(AdapterRef::id)
        .collect(Collectors.toSet());
  }

  @Override
  public boolean hasRoom(String tenant) {
    return running.size() < config.queueLimit();
  }

  @Override
  public Duration retryAfter() {
    return meter.timeFor(1, config.retryAfter());
  }

  @Override
  public int contextTokens() {
    return contextTokens;
  }

  @Override
  public Vocabulary vocabulary() {
    return vocabulary;
  }

  @Override
  public InferenceConfig config() {
    return config;
  }

  /// Cache and memory are the server's; they are zero here.
  @Override
  public EngineStatus status() {
    EngineStatus.Tier unknown = new EngineStatus.Tier(0, 0, 0, 0, 0);
    return new EngineStatus(
        Map.of(),
        running.stream().map(EngineStatus.RunningRow::of).toList(),
        new EngineStatus.Cache(0, 0, 0, 0, 0),
        new EngineStatus.Adapters(adapters.resident(), unknown, adapters.disk(), List.of()),
        List.copyOf(forbidden),
        meter.work(),
        meter.speed());
  }

  @Override
  public void close() {
    deadlines.shutdownNow();
    running.forEach(Generation::stop);
    server.close();
  }
}
