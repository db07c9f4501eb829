package org.datanet.app.metering;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.datanet.app.jobs.Jobs;
import org.datanet.app.problem.AppProblem;
import org.datanet.kernel.Address;
import org.datanet.kernel.ProblemException;
import org.datanet.kernel.TokenAmount;

/// Closes epochs: fixes which calls belong to one, computes its roots, and posts it on the L2 with
/// the payers' vouchers. Epochs go in order; the next can be closed once the last is posted.
@ApplicationScoped
class Epochs {

  private final EpochStore store;
  private final EpochPostingJob posting;
  private final Jobs jobs;
  private final Clock clock;

  Epochs(EpochStore store, EpochPostingJob posting, Jobs jobs, Clock clock) {
    this.store = store;
    this.posting = posting;
    this.jobs = jobs;
    this.clock = clock;
  }

  /// Closes the open epoch, or posts again one that failed.
  ///
  /// @throws ProblemException 409 when no charged call waits or the last epoch is not posted yet
  Epoch close() {
    int number =
        store
            .close(Instant.now(clock))
            .orElseThrow(() ->
                new ProblemException(
                    AppProblem.NOTHING_TO_DO,
                    "No charged call waits for settlement, or the last epoch is still being"
                        + " posted. GET /api/epochs shows it."));
    jobs.wake(posting.kind(), posting.idOf(number));
    return store.find(number).orElseThrow();
  }

  List<Epoch> all() {
    return store.all();
  }

  /// Credits of an epoch by account.
  static Map<Address, TokenAmount> byAccount(List<EpochStore.Credit> credits) {
    return credits.stream()
        .collect(Collectors.toMap(EpochStore.Credit::account, EpochStore.Credit::cumulative));
  }
}
