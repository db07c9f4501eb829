package org.datanet.app.jobs;

import java.time.Duration;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.datanet.governance.chain.ChainReceipt;
import org.datanet.kernel.Hash;
import org.jspecify.annotations.Nullable;

/// How a job follows its transaction: it looks again until the L2 has confirmed or refused it.
public final class OnChain {

  private static final Duration POLL = Duration.ofMillis(500);

  private OnChain() {}

  /// Follows the one transaction of a row: a refusal is final, so the job gives the row up.
  public static Job.Next follow(
      Job job, UUID row, ChainReceipt receipt, Consumer<@Nullable String> confirmed) {
    return follow(
        receipt,
        confirmed,
        reason -> {
          job.gaveUp(row, reason);
          return Job.Next.DONE;
        });
  }

  /// @param confirmed gets the transaction's hash; null when the effect was on chain before
  /// @param refused gets the L2's reason and says what follows
  public static Job.Next follow(
      ChainReceipt receipt,
      Consumer<@Nullable String> confirmed,
      Function<String, Job.Next> refused) {
    return switch (receipt.state()) {
      case CONFIRMED -> {
        confirmed.accept(receipt.txHash().map(Hash::hex).orElse(null));
        yield Job.Next.DONE;
      }
      case FAILED -> refused.apply(receipt.error().orElse("the L2 refused the transaction"));
      case PLANNED, SENT -> new Job.Next.Again(POLL);
    };
  }
}
