package org.datanet.app.metering;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.datanet.app.jobs.Job;
import org.datanet.app.jobs.OnChain;
import org.datanet.attribution.receipt.EpochBundle;
import org.datanet.attribution.receipt.EpochTrees;
import org.datanet.governance.chain.ChainIntents;
import org.datanet.governance.chain.ChainReceipt;
import org.datanet.governance.settlement.EpochPosting;
import org.datanet.governance.settlement.Escrow;
import org.datanet.governance.settlement.Settlement;
import org.datanet.kernel.Hash;

/// Posts an epoch on the L2: roots from its fixed calls, then one transaction with the vouchers.
@ApplicationScoped
class EpochPostingJob implements Job {

  private final EpochStore store;
  private final Settlement settlement;
  private final Escrow escrow;
  private final ChainIntents intents;

  EpochPostingJob(EpochStore store, Settlement settlement, Escrow escrow, ChainIntents intents) {
    this.intents = intents;
    this.store = store;
    this.settlement = settlement;
    this.escrow = escrow;
  }

  @Override
  public String kind() {
    return "epoch";
  }

  /// Jobs are named by UUIDs; an epoch's is its number.
  UUID idOf(int number) {
    return new UUID(0, number);
  }

  @Override
  public Next run(UUID id) {
    int number = (int) id.getLeastSignificantBits();
    Epoch epoch = store.find(number).orElseThrow();
    return switch (epoch.state()) {
      case BUILDING -> {
        fixRoots(number);
        yield post(store.find(number).orElseThrow());
      }
      case POSTING -> post(epoch);
      case POSTED, FAILED -> Next.DONE;
    };
  }

  private void fixRoots(int number) {
    List<Hash> receipts = store.receiptHashes(number);
    Hash credits = EpochTrees.creditsRoot(Epochs.byAccount(store.credits(number)));
    Hash data = EpochBundle.dataHash(receipts);
    store.change(
        number,
        row -> {
          row.creditsRoot = credits.hex();
          row.receiptsRoot = EpochTrees.receiptsRoot(receipts).hex();
          row.dataHash = data.hex();
          row.state = Epoch.State.POSTING;
        });
  }

  private Next post(Epoch epoch) {
    ChainReceipt receipt = settlement.postEpoch(posting(epoch));
    return OnChain.follow(
        receipt,
        txHash ->
            store.change(
                epoch.number(),
                row -> {
                  row.state = Epoch.State.POSTED;
                  row.txHash = txHash;
                }),
        reason -> refused(epoch, receipt, reason));
  }

  private Next refused(Epoch epoch, ChainReceipt receipt, String reason) {
    if (epoch.failure() != null) {
      return again(epoch.number(), receipt);
    }
    gaveUp(idOf(epoch.number()), reason);
    return Next.DONE;
  }

  private EpochPosting posting(Epoch epoch) {
    if (epoch.creditsRoot() == null || epoch.receiptsRoot() == null || epoch.dataHash() == null) {
      throw new IllegalStateException("epoch " + epoch.number() + " has no roots yet");
    }
    return new EpochPosting(
        epoch.number(),
        epoch.creditsRoot(),
        epoch.receiptsRoot(),
        epoch.dataHash(),
        epoch.total(),
        epoch.protocol(),
        store.charges(epoch.number()).stream()
            .map(charge -> escrow.voucher(charge.user(), charge.cumulative()))
            .toList());
  }

  /// An epoch closed again after a failure gets a new transaction.
  private Next again(int number, ChainReceipt failed) {
    intents.retry(failed.intentKey());
    store.change(number, row -> row.failure = null);
    return new Next.Again(Duration.ofMillis(500));
  }

  @Override
  public void gaveUp(UUID id, String reason) {
    store.change(
        (int) id.getLeastSignificantBits(),
        row -> {
          row.state = Epoch.State.FAILED;
          row.failure = reason;
        });
  }

  @Override
  public List<UUID> unfinished() {
    return store.beingPosted().stream().map(this::idOf).toList();
  }
}
