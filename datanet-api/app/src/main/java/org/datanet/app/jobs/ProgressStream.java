package org.datanet.app.jobs;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// Server-sent events of a row: the row at once, again whenever it changed, and the end when it is
/// final. The row is the truth, so a reload of the page loses nothing.
public final class ProgressStream {

  private static final Duration TICK = Duration.ofMillis(400);

  private ProgressStream() {}

  /// @param row reads the row; blocking, called on a worker thread
  public static <T> Multi<T> of(Supplier<T> row, Predicate<T> isFinal) {
    return Multi.createFrom()
        .ticks()
        .every(TICK)
        .onOverflow()
        .drop()
        .onItem()
        .transformToUniAndConcatenate(tick ->
            Uni.createFrom().item(row).runSubscriptionOn(Infrastructure.getDefaultWorkerPool()))
        .skip()
        .repetitions()
        .onItem()
        .transformToMultiAndConcatenate(item ->
            isFinal.test(item)
                ? Multi.createFrom().items(new Step<>(item, false), new Step<T>(item, true))
                : Multi.createFrom().item(new Step<>(item, false)))
        .select()
        .first(step -> !step.end())
        .map(Step::item);
  }

  private record Step<T>(T item, boolean end) {}
}
