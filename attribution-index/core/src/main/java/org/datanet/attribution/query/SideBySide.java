package org.datanet.attribution.query;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/// Asks several at the same time, each on a virtual thread.
final class SideBySide {

  private SideBySide() {}

  /// The answers in order; the first failure is thrown as it is.
  static <A, B> List<B> ask(List<A> all, Function<A, B> question) {
    List<CompletableFuture<B>> answers =
        all.stream()
            .map(one ->
                CompletableFuture.supplyAsync(
                    () -> question.apply(one), task -> Thread.ofVirtual().start(task)))
            .toList();
    try {
      return answers.stream().map(CompletableFuture::join).toList();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }
}
