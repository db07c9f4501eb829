package org.datanet.attribution.influence;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.datanet.kernel.ProblemException;

/// Splits work into blocks of a fixed size, whatever the number of threads.
final class Blocks {

  /// Work on the items `from` to `to`, exclusive.
  interface Work {
    void on(int from, int to);
  }

  private Blocks() {}

  /// Runs all blocks and waits for them. The work writes only what belongs to its items.
  ///
  /// @throws ProblemException as the work
  static void each(ExecutorService pool, int items, int size, Work work) {
    if (items <= size) {
      work.on(0, items);
      return;
    }
    List<Callable<Void>> blocks = new ArrayList<>();
    for (long from = 0; from < items; from += size) {
      int first = (int) from;
      int end = (int) Math.min(items, from + size);
      blocks.add(() -> {
        work.on(first, end);
        return null;
      });
    }
    run(pool, blocks);
  }

  private static void run(ExecutorService pool, List<Callable<Void>> blocks) {
    try {
      for (Future<Void> block : pool.invokeAll(blocks)) {
        block.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while scoring");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof ProblemException problem) {
        throw problem;
      }
      throw new IllegalStateException("a block of work failed", e.getCause());
    }
  }
}
