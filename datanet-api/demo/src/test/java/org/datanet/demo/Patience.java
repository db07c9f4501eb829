package org.datanet.demo;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Waits for something on a platform where processes die: a failed question is asked again.
final class Patience {

  private static final Duration PAUSE = Duration.ofMillis(100);

  private Patience() {}

  /// The first answer that satisfies the condition.
  ///
  /// @throws AssertionError when the time is over, with the last answer or failure
  static <T> T until(Duration limit, Callable<T> question, Predicate<T> condition) {
    long end = System.nanoTime() + limit.toNanos();
    @Nullable Object last = null;
    while (System.nanoTime() < end) {
      try {
        T answer = question.call();
        if (condition.test(answer)) {
          return answer;
        }
        last = answer;
      } catch (Exception e) {
        last = e;
      }
      Api.sleep(PAUSE);
    }
    throw new AssertionError("after " + limit + " still " + last);
  }
}
