package org.datanet.app.metering;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.datanet.app.jobs.Jobs;
import org.datanet.app.problem.AppProblem;
import org.datanet.attribution.receipt.EpochBundle;
import org.datanet.attribution.receipt.EpochTrees;
import org.datanet.attribution.receipt.ReceiptPath;
import org.datanet.attribution.receipt.SettlementReport;
import org.datanet.governance.settlement.Attestor;
import org.datanet.kernel.Address;
import org.datanet.kernel.Hash;
import org.datanet.kernel.ProblemException;
import org.datanet.kernel.TokenAmount;

/// Closes epochs: fixes which calls belong to one, computes its roots, and posts it on the L2 with
/// the payers' vouchers. Epochs go in order; the next can be closed once the last is posted.
@ApplicationScoped
class Epochs {

  private final EpochStore store;
  private final EpochPostingJob posting;
  private final Jobs jobs;
  private final Attestor attestor;
  private final Clock clock;

  Epochs(EpochStore store, EpochPostingJob posting, Jobs jobs, Attestor attestor, Clock clock) {
    this.store = store;
    this.posting = posting;
    this.jobs = jobs;
    this.attestor = attestor;
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

  /// @throws ProblemException 404 when there is none of that number, 409 when it is not posted yet
  EpochBundle bundle(int number) {
    Epoch epoch = posted(number);
    return new EpochBundle(
        number,
        Objects.requireNonNull(epoch.creditsRoot()),
        Objects.requireNonNull(epoch.receiptsRoot()),
        Objects.requireNonNull(epoch.dataHash()),
        store.receiptHashes(number),
        store.credits(number).stream()
            .map(credit -> new SettlementReport.Credit(credit.account(), credit.cumulative()))
            .toList(),
        attestor.address());
  }

  /// @throws ProblemException as [#bundle], and 404 when the epoch does not have that receipt
  ReceiptPath path(int number, Hash receipt) {
    Hash root = Objects.requireNonNull(posted(number).receiptsRoot());
    List<Hash> receipts = store.receiptHashes(number);
    if (!receipts.contains(receipt)) {
      throw new ProblemException(
          AppProblem.NOT_FOUND, "Epoch " + number + " has no receipt " + receipt + ".");
    }
    return new ReceiptPath(number, receipt, root, EpochTrees.receiptProof(receipts, receipt));
  }

  private Epoch posted(int number) {
    Epoch epoch =
        store
            .find(number)
            .orElseThrow(() ->
                new ProblemException(
                    AppProblem.NOT_FOUND,
                    "There is no epoch " + number + ". GET /api/epochs lists them."));
    if (epoch.state() != Epoch.State.POSTED) {
      throw new ProblemException(
          AppProblem.WRONG_STATE,
          "Epoch %d is %s; it can be checked once it is POSTED.".formatted(number, epoch.state()));
    }
    return epoch;
  }

  /// Credits of an epoch by account.
  static Map<Address, TokenAmount> byAccount(List<EpochStore.Credit> credits) {
    return credits.stream()
        .collect(Collectors.toMap(EpochStore.Credit::account, EpochStore.Credit::cumulative));
  }
}
