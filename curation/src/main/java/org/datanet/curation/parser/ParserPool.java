package org.datanet.curation.parser;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;

/// Child processes that parse, started when first needed, used again, replaced when they fail.
/// Thread-safe; callers wait for a free child.
public final class ParserPool implements AutoCloseable {

  private final ParserSettings settings;
  private final Semaphore free;
  private final ConcurrentLinkedDeque<ParserProcess> idle = new ConcurrentLinkedDeque<>();
  private volatile boolean closed;

  public ParserPool(ParserSettings settings) {
    this.settings = settings;
    this.free = new Semaphore(settings.processes());
  }

  /// Parses a file.
  ///
  /// @param type `pdf`, `docx`, `html` or `eml`
  /// @throws IOException when no child process can be started
  public ParserOutcome parse(String type, Path file) throws IOException {
    free.acquireUninterruptibly();
    try {
      ParserProcess process = idle.pollFirst();
      if (process == null || !process.alive()) {
        process = new ParserProcess(settings);
      }
      ParserOutcome outcome = process.parse(type, file);
      if (outcome instanceof ParserOutcome.Parsed && !closed) {
        idle.addFirst(process);
      } else {
        process.close();
      }
      return outcome;
    } finally {
      free.release();
    }
  }

  /// Ends all children.
  @Override
  public void close() {
    closed = true;
    for (ParserProcess process = idle.poll(); process != null; process = idle.poll()) {
      process.close();
    }
  }
}
