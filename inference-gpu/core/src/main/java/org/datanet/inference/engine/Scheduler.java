package org.datanet.inference.engine;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.datanet.inference.AdapterRef;
import org.datanet.inference.FailureReason;
import org.datanet.inference.InferenceConfig;
import org.datanet.kernel.Hash;
import org.jspecify.annotations.Nullable;

/// Continuous batching (Orca, OSDI 2022) on one thread. Each round gives up what was cancelled or
/// came too late, admits waiting calls whose whole key-value memory fits (so none is ever evicted),
/// then steps the calls that still read their prompt and those that generate. A step that fails
/// ends the calls in it; the engine lives on.
final class Scheduler implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(Scheduler.class.getName());

  private final Decoder decoder;
  private final Vocabulary vocabulary;
  private final AdapterPool pool;
  private final KvPages pages;
  private final WaitingLine line;
  private final Clock clock;
  private final int batchRows;
  private final int prefillTokens;
  private final List<Row> rows = new ArrayList<>();
  private final Thread thread;
  private volatile int running;

  Scheduler(Decoder decoder, Vocabulary vocabulary, InferenceConfig config, Clock clock) {
    if (config.slabAdapters() < config.batchRows()) {
      throw new IllegalArgumentException(
          "datanet.inference.slab-adapters must be at least datanet.inference.batch-rows");
    }
    this.decoder = decoder;
    this.vocabulary = vocabulary;
    this.pool = new AdapterPool(decoder, config.slabAdapters());
    this.pages = new KvPages(config);
    this.line = new WaitingLine(config.queueLimit());
    this.clock = clock;
    this.batchRows = config.batchRows();
    this.prefillTokens = config.prefillTokens();
    this.thread = Thread.ofPlatform().name("inference-engine").daemon().start(this::run);
  }

  /// Queues a generation.
  ///
  /// @throws org.datanet.kernel.ProblemException `queue-full`
  void submit(Generation generation) {
    GenerationRequest request = generation.request();
    if (request.promptIds().length == 0
        || request.maxTokens() < 1
        || tokens(generation) > decoder.contextTokens()) {
      throw new IllegalArgumentException("prompt and answer must fit the context");
    }
    line.add(generation);
  }

  boolean hasRoom() {
    return line.hasRoom();
  }

  EngineLoad load() {
    return new EngineLoad(line.size(), running, pool.resident(), pages.freeTokens());
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
    while (rows.isEmpty() ? line.awaitWork() : !line.closed()) {
      round();
    }
    line.removeIf(g -> true).forEach(g -> fail(g, FailureReason.ERROR, "The server is stopping."));
    rows.forEach(r -> r.fail(FailureReason.ERROR, "The server is stopping."));
    dropEnded();
  }

  private void round() {
    Instant now = clock.instant();
    line.removeIf(g -> lost(g, now) != null).forEach(g -> giveUp(g, now));
    rows.stream().filter(r -> lost(r.generation(), now) != null).forEach(r -> giveUp(r, now));
    dropEnded();
    admit();
    step(rows.stream().filter(r -> r.pending() > 1).toList());
    step(rows.stream().filter(r -> !r.ended() && r.pending() == 1).toList());
    dropEnded();
  }

  private void admit() {
    while (rows.size() < batchRows) {
      Generation next = line.pollIf(g -> pages.fits(tokens(g)));
      if (next == null) {
        break;
      }
      try {
        int slabRow = slabRow(next);
        int[] taken = pages.take(tokens(next));
        rows.add(new Row(next, taken, pages.pageTokens(), slabRow, vocabulary));
      } catch (RuntimeException | OutOfMemoryError e) {
        LOG.log(System.Logger.Level.ERROR, "a generation could not be started", e);
        fail(next, FailureReason.ERROR, "The adapter does not fit the base model.");
      }
    }
    running = rows.size();
  }

  private int slabRow(Generation generation) {
    return generation
        .adapter()
        .map(adapter -> pool.pin(contentHash(generation), adapter))
        .orElse(AdapterPool.BASE_ROW);
  }

  private static Hash contentHash(Generation generation) {
    return generation.request().adapter().map(AdapterRef::contentHash).orElseThrow();
  }

  private void step(List<Row> stepped) {
    if (stepped.isEmpty()) {
      return;
    }
    try {
      Batch batch = Batch.of(stepped, prefillTokens);
      batch.advance(decoder.step(batch.arrays()));
    } catch (RuntimeException | OutOfMemoryError e) {
      LOG.log(System.Logger.Level.ERROR, "a step of " + stepped.size() + " rows failed", e);
      stepped.stream()
          .filter(r -> !r.ended())
          .forEach(r -> r.fail(FailureReason.ERROR, "The model failed. Try again."));
    }
  }

  private void dropEnded() {
    for (Row row : rows) {
      if (row.ended()) {
        pages.release(row.pages());
        pool.unpin(row.slabRow());
      }
    }
    rows.removeIf(Row::ended);
    running = rows.size();
  }

  private static @Nullable FailureReason lost(Generation generation, Instant now) {
    if (generation.cancelled()) {
      return FailureReason.CANCELLED;
    }
    return now.isBefore(generation.request().deadline()) ? null : FailureReason.TIMEOUT;
  }

  private static String why(FailureReason reason) {
    return reason == FailureReason.TIMEOUT
        ? "The call took longer than allowed. Ask for fewer tokens or try again."
        : "The client went away.";
  }

  private static void giveUp(Generation generation, Instant now) {
    FailureReason reason = lost(generation, now);
    if (reason != null) {
      fail(generation, reason, why(reason));
    }
  }

  private static void giveUp(Row row, Instant now) {
    FailureReason reason = lost(row.generation(), now);
    if (reason != null) {
      row.fail(reason, why(reason));
    }
  }

  private static void fail(Generation generation, FailureReason reason, String detail) {
    generation.emit(new GenerationEvent.Failed(reason, detail));
  }

  private static int tokens(Generation generation) {
    return generation.request().promptIds().length + generation.request().maxTokens();
  }
}
