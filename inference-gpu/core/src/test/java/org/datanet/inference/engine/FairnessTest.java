package org.datanet.inference.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.datanet.inference.Configs;
import org.datanet.inference.InferenceProblem;
import org.datanet.kernel.ProblemException;
import org.junit.jupiter.api.Test;

class FairnessTest {

  private static final int DEAREST = 120;

  private static Generation generation(String tenant, int tokens) {
    return new Generation(
        new GenerationRequest(
            new int[] {1}, tokens, Decoding.GREEDY, Optional.empty(), tenant, Instant.MAX),
        Optional.empty());
  }

  private static void queue(WaitingLine line, String tenant, int tokens) {
    line.reserve(tenant);
    line.add(generation(tenant, tokens));
  }

  private static Generation serve(WaitingLine line) {
    Generation next = Objects.requireNonNull(line.peek());
    line.remove(next);
    line.charge(next.tenant(), next.request().maxTokens());
    return next;
  }

  /// While two tenants both wait, what they are given differs by no more than two calls' worth,
  /// however many calls of whatever size each of them sends (the bound of the paper's theorem 4.4).
  @Property(tries = 200)
  void tenantsThatWaitAreGivenTheSame(
      @ForAll Random random, @ForAll @IntRange(min = 2, max = 6) int n) {
    var line =
        new WaitingLine(Configs.with("queue-limit", "100000", "tenant-queue-limit", "10000"));
    for (int tenant = 0; tenant < n; tenant++) {
      int calls = 100 + random.nextInt(400);
      for (int i = 0; i < calls; i++) {
        queue(line, "t" + tenant, 1 + random.nextInt(DEAREST));
      }
    }
    Map<String, Integer> served = new HashMap<>();
    while (line.byTenant().size() == n) {
      Generation next = serve(line);
      served.merge(next.tenant(), next.request().maxTokens(), Integer::sum);
    }
    int most = served.values().stream().mapToInt(Integer::intValue).max().orElseThrow();
    int least = served.values().stream().mapToInt(Integer::intValue).min().orElseThrow();
    assertThat(most - least).isLessThanOrEqualTo(2 * DEAREST);
  }

  /// A flood of one tenant delays another's call by at most one call of each tenant.
  @Property(tries = 100)
  void nobodyStarvesBehindAFlood(@ForAll Random random) {
    var line =
        new WaitingLine(Configs.with("queue-limit", "100000", "tenant-queue-limit", "10000"));
    for (int i = 0; i < 5000; i++) {
      queue(line, "flood", 1 + random.nextInt(DEAREST));
    }
    int before = random.nextInt(1000);
    for (int i = 0; i < before; i++) {
      serve(line);
    }
    queue(line, "late", 50);
    List<String> order = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      order.add(serve(line).tenant());
    }
    assertThat(order).contains("late");
  }

  @Test
  void whoPausesDoesNotSaveUp() {
    var line = new WaitingLine(Configs.with());
    queue(line, "rare", 10);
    serve(line);
    for (int i = 0; i < 50; i++) {
      queue(line, "steady", 100);
      serve(line);
    }
    for (int i = 0; i < 20; i++) {
      queue(line, "steady", 100);
      queue(line, "rare", 100);
    }
    int rare = 0;
    for (int i = 0; i < 20; i++) {
      rare += serve(line).tenant().equals("rare") ? 1 : 0;
    }
    assertThat(rare).isBetween(9, 11);
  }

  @Test
  void theLineIsBoundedForAllAndForEachTenant() {
    var line = new WaitingLine(Configs.with("queue-limit", "4", "tenant-queue-limit", "3"));
    for (int i = 0; i < 3; i++) {
      queue(line, "a", 5);
    }
    refuses(line, "a", "3 calls are waiting (at most 4), 3 of them yours (at most 3)");
    line.reserve("b");
    refuses(line, "c", "4 calls are waiting (at most 4), 0 of them yours (at most 3)");
    line.abandon("b");
    assertThat(line.hasRoom("c")).isTrue();
    assertThat(line.hasRoom("a")).isFalse();
  }

  private static void refuses(WaitingLine line, String tenant, String why) {
    assertThatThrownBy(() -> line.reserve(tenant))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem()).isEqualTo(InferenceProblem.QUEUE_FULL))
        .hasMessageContaining(why);
  }
}
