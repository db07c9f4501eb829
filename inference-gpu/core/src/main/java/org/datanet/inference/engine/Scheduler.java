package org.datanet.inference.engine;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.datanet.inference.AdapterRef;
import org.datanet.inference.FailureReason;
import org.datanet.inference.InferenceConfig;
import org.datanet.inference.InferenceProblem;
import org.datanet.kernel.AdapterId;
import org.datanet.kernel.ProblemException;
import org.jspecify.annotations.Nullable;

/// Continuous batching (Orca, OSDI 2022) on one thread. Each round gives up what was cancelled,
/// came too late or was frozen, admits waiting calls whose prompt fits the cache, and lets [Steps]
/// work. A call takes pages as it grows; when none is left, the one admitted last gives its pages
/// up and reads its text again later, so the one admitted first always ends.
final class Scheduler implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(Scheduler.class.getName());

  private final Decoder decoder;
  private final Vocabulary vocabulary;
  private final AdapterPool pool;
  private final KvPages pages;
  private final WaitingLine line;
  private final EngineMeter meter = new EngineMeter();
  private final Steps steps;
  private final Clock clock;
  private final InferenceConfig config;
  private final Set<AdapterId> forbidden = ConcurrentHashMap.newKeySet();
  private final List<Row> rows = new ArrayList<>();
  private final Deque<Row> paused = new ArrayDeque<>();
  private final Thread thread;
  private volatile List<Generation> running = List.of();
  private volatile boolean forget;

  Scheduler(Decoder decoder, Vocabulary vocabulary, InferenceConfig config, Clock clock) {
    this.decoder = decoder;
    this.vocabulary = vocabulary;
    this.pool = new AdapterPool(decoder, config.batchRows());
    this.pages = new KvPages(config);
    this.line = new WaitingLine(config);
    this.steps = new Steps(decoder, line, meter, config);
    this.clock = clock;
    this.config = config;
    this.thread = Thread.ofPlatform().name("inference-engine").daemon().start(this::run);
  }

  WaitingLine line() {
    return line;
  }

  KvPages pages() {
    return pages;
  }

  EngineMeter meter() {
    return meter;
  }

  /// Puts a generation on the place that was reserved for it in the line.
  void submit(Generation generation) {
    GenerationRequest request = generation.request();
    if (request.promptIds().length == 0
        || request.maxTokens() < 1
        || request.promptIds().length + request.maxTokens() > decoder.contextTokens()) {
      throw new IllegalArgumentException("prompt and answer must fit the context");
    }
    line.add(generation);
  }

  EngineLoad load() {
    return new EngineLoad(line.size(), running.size(), pool.resident(), pages.freeTokens());
  }

  Set<AdapterId> inUse() {
    return Stream.concat(running.stream(), line.all().stream())
        .flatMap(g -> g.request().adapter().stream())
        .map(AdapterRef::id)
        .collect(Collectors.toSet());
  }

  /// The calls in the batch.
  List<Generation> running() {
    return running;
  }

  /// When a place in the line may be free again.
  Duration retryAfter() {
    return meter.timeFor(line.size() + running.size(), config.retryAfter());
  }

  /// Ends calls of this adapter before their next token and refuses further ones.
  void forbid(AdapterId adapter) {
    forbidden.add(adapter);
    forget = true;
  }

  void permit(AdapterId adapter) {
    forbidden.remove(adapter);
  }

  Set<AdapterId> forbidden() {
    return Set.copyOf(forbidden);
  }

  /// @throws ProblemException `adapter-frozen`
  void requireServable(AdapterRef adapter) {
    if (forbidden.contains(adapter.id())) {
      throw new ProblemException(InferenceProblem.ADAPTER_FROZEN, why(FailureReason.FROZEN));
    }
  }

  @Override
  public void close() {
    line.close();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    while (rows.isEmpty() && paused.isEmpty() ? line.awaitWork() : !line.closed()) {
      round();
    }
    line.removeIf(g -> true).forEach(g -> fail(g, FailureReason.ERROR, "The server is stopping."));
    rows.forEach(r -> r.fail(FailureReason.ERROR, "The server is stopping."));
    paused.forEach(r -> r.fail(FailureReason.ERROR, "The server is stopping."));
    dropEnded();
  }

  private void round() {
    Instant now = clock.instant();
    line.removeIf(g -> lost(g, now) != null).forEach(g -> giveUp(g, now));
    rows.forEach(r -> giveUp(r, now));
    paused.forEach(r -> giveUp(r, now));
    dropEnded();
    forgetFrozen();
    admit();
    steps.read(rows);
    dropEnded();
    makeRoom();
    pool.busy().forEach(steps::generate);
    dropEnded();
  }

  private void forgetFrozen() {
    if (forget) {
      forget = false;
      pages.forget(adapter -> forbidden.contains(adapter.id()));
    }
  }

  private void admit() {
    while (rows.size() < config.batchRows()) {
      Row row = paused.peek();
      Generation next = row == null ? line.peek() : row.generation();
      if (next == null) {
        break;
      }
      row = row == null ? new Row(next, vocabulary) : row;
      if (!row.open(pages, rows.size())) {
        break;
      }
      if (!paused.remove(row) && !line.remove(next)) {
        row.close();
        continue;
      }
      start(row);
    }
    running = rows.stream().map(Row::generation).toList();
  }

  private void start(Row row) {
    try {
      pool.admit(row);
      rows.add(row);
      row.generation().started();
    } catch (RuntimeException | OutOfMemoryError e) {
      LOG.log(System.Logger.Level.ERROR, "a generation could not be started", e);
      row.close();
      row.fail(
          FailureReason.ERROR,
          e instanceof IllegalArgumentException
              ? "The adapter does not fit the base model: " + e.getMessage()
              : why(FailureReason.ERROR));
      meter.ended(row.generation());
    }
  }

  /// A page for each next token; the calls admitted last give theirs up where there is none.
  private void makeRoom() {
    for (Row row : List.copyOf(rows)) {
      while (rows.contains(row) && !row.grow()) {
        pause(rows.getLast());
      }
    }
    running = rows.stream().map(Row::generation).toList();
  }

  private void pause(Row row) {
    pool.leave(row);
    row.close();
    rows.remove(row);
    paused.addFirst(row);
    meter.paused();
  }

  private void dropEnded() {
    for (Row row : rows) {
      if (row.ended()) {
        row.close();
        pool.leave(row);
        meter.ended(row.generation());
      }
    }
    paused.stream().filter(Row::ended).forEach(row -> meter.ended(row.generation()));
    rows.removeIf(Row::ended);
    paused.removeIf(Row::ended);
    running = rows.stream().map(Row::generation).toList();
  }

  private @Nullable FailureReason lost(Generation generation, Instant now) {
    if (generation.cancelled()) {
      return FailureReason.CANCELLED;
    }
    if (generation.request().adapter().filter(a -> forbidden.contains(a.id())).isPresent()) {
      return FailureReason.FROZEN;
    }
    return now.isBefore(generation.request().deadline()) ? null : FailureReason.TIMEOUT;
  }

  /// What the caller is told.
  static String why(FailureReason reason) {
    return switch (reason) {
      case TIMEOUT -> "The call took longer than allowed. Ask for fewer tokens or try again.";
      case FROZEN -> "This version was frozen. Nothing is charged. Choose another version.";
      case CANCELLED -> "The client went away.";
      case ERROR -> "The model failed. Try again.";
    };
  }

  private void giveUp(Generation generation, Instant now) {
    FailureReason reason = lost(generation, now);
    if (reason != null) {
      fail(generation, reason, why(reason));
    }
  }

  private void giveUp(Row row, Instant now) {
    FailureReason reason = lost(row.generation(), now);
    if (reason != null) {
      row.fail(reason, why(reason));
    }
  }

  private void fail(Generation generation, FailureReason reason, String detail) {
    generation.emit(new GenerationEvent.Failed(reason, detail));
    meter.ended(generation);
  }
}
