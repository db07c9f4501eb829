package org.datanet.inference.engine;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.datanet.inference.AdapterFiles;
import org.datanet.inference.FailureReason;
import org.datanet.inference.InferenceConfig;
import org.datanet.inference.InferenceProblem;
import org.datanet.inference.model.LlamaConfig;
import org.datanet.inference.model.Tokenizer;
import org.datanet.kernel.ProblemException;

/// Generates on another machine: any server that takes token ids as the prompt of OpenAI's
/// completions and loads LoRA adapters at run time by the two endpoints vLLM introduced
/// (`/v1/load_lora_adapter`, `/v1/unload_lora_adapter`). Text is turned into tokens here, so that
/// prices, prompts and receipts are the same wherever the answer is made; only the count of the
/// answer's tokens is the server's. A server that was started again gets its adapters again.
public final class RemoteEngine implements Engine {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String COMPLETIONS = "/v1/completions";

  private final Vocabulary vocabulary;
  private final int contextTokens;
  private final RemoteServer server;
  private final RemoteAdapters adapters;
  private final InferenceConfig config;
  private final Clock clock;
  private final Set<Generation> running = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService deadlines =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("remote-deadlines").daemon().factory());

  RemoteEngine(
      Vocabulary vocabulary,
      int contextTokens,
      AdapterFiles files,
      InferenceConfig config,
      Clock clock) {
    URI url = config.remote().url().orElseThrow();
    this.vocabulary = vocabulary;
    this.contextTokens = contextTokens;
    this.server = new RemoteServer(url, config.remote());
    this.adapters = new RemoteAdapters(server, files, config.remote());
    this.config = config;
    this.clock = clock;
  }

  /// An engine over `datanet.inference.remote.url`.
  ///
  /// @param baseModel folder of the base model the server runs; only configuration and tokenizer
  ///   are read
  public static RemoteEngine open(
      Path baseModel, AdapterFiles files, InferenceConfig config, Clock clock) {
    LlamaConfig model = LlamaConfig.read(baseModel);
    return new RemoteEngine(
        ModelVocabulary.of(baseModel, Tokenizer.load(baseModel), model.vocab()),
        model.maxPositions(),
        files,
        config,
        clock);
  }

  @Override
  public Generation generate(GenerationRequest request) {
    requireRemote(request.decoding());
    if (!hasRoom()) {
      throw new ProblemException(
          InferenceProblem.QUEUE_FULL, running.size() + " calls run already. Try again later.");
    }
    String model = adapters.acquire(request.adapter());
    Generation generation = new Generation(request, Optional.empty());
    running.add(generation);
    Thread.ofVirtual().name("remote-generation").start(() -> run(generation, model));
    return generation;
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
    }
  }

  private void stream(Generation generation, ObjectNode body, Duration patience)
      throws IOException {
    HttpResponse<InputStream> reply = server.stream(COMPLETIONS, body, patience);
    if (reply.statusCode() == 404) {
      reply.body().close();
      adapters.forget(generation.request().adapter());
      adapters.acquire(generation.request().adapter());
      adapters.release(generation.request().adapter());
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

  private static void closeQuietly(InputStream in) {
    try {
      in.close();
    } catch (IOException e) {
      // the reader sees the end of the stream either way
    }
  }

  private GenerationEvent.Failed failure(Generation generation, Exception e) {
    if (generation.cancelled()) {
      return new GenerationEvent.Failed(FailureReason.CANCELLED, "The client went away.");
    }
    if (!clock.instant().isBefore(generation.request().deadline())) {
      return new GenerationEvent.Failed(
          FailureReason.TIMEOUT,
          "The call took longer than allowed. Ask for fewer tokens or try again.");
    }
    System.getLogger(RemoteEngine.class.getName())
        .log(System.Logger.Level.ERROR, "a remote generation failed", e);
    return new GenerationEvent.Failed(FailureReason.ERROR, "The model failed. Try again.");
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
    if (decoding.constraint().isPresent() || decoding.topLogprobs().isPresent()) {
      String field = decoding.constraint().isPresent() ? "response_format" : "logprobs";
      String message = "is not available, because this model runs on a remote engine; leave it out";
      throw new ProblemException(
          InferenceProblem.UNSUPPORTED_PARAMETER,
          field + " " + message + ".",
          List.of(new ProblemException.FieldError(field, message)));
    }
  }

  @Override
  public boolean hasRoom() {
    return running.size() < config.queueLimit();
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

  @Override
  public EngineLoad load() {
    return new EngineLoad(0, running.size(), adapters.resident(), 0);
  }

  @Override
  public void close() {
    deadlines.shutdownNow();
    running.forEach(Generation::stop);
    server.close();
  }
}
