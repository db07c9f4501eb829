package org.datanet.app.metering;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.datanet.app.jobs.Job;
import org.datanet.app.jobs.OnChain;
import org.datanet.attribution.receipt.EpochTrees;
import org.datanet.governance.chain.ChainIntents;
import org.datanet.governance.chain.ChainReceipt;
import org.datanet.governance.settlement.Settlement;
import org.datanet.kernel.Address;
import org.datanet.kernel.TokenAmount;

/// Relays a claim to the L2; the account needs no gas.
@ApplicationScoped
class ClaimJob implements Job {

  static final String KIND = "claim";

  private final ClaimStore store;
  private final EpochStore epochs;
  private final Settlement settlement;
  private final ChainIntents intents;

  ClaimJob(ClaimStore store, EpochStore epochs, Settlement settlement, ChainIntents intents) {
    this.intents = intents;
    this.store = store;
    this.epochs = epochs;
    this.settlement = settlement;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Next run(UUID id) {
    Claim claim = store.find(id).orElseThrow();
    if (claim.state() != Claim.State.CLAIMING) {
      return Next.DONE;
    }
    Map<Address, TokenAmount> credits = Epochs.byAccount(epochs.credits(claim.epoch()));
    ChainReceipt receipt =
        settlement.claim(
            claim.account(), claim.cumulative(), EpochTrees.creditProof(credits, claim.account()));
    return OnChain.follow(
        receipt,
        txHash ->
            store.change(
                id,
                row -> {
                  row.state = Claim.State.CLAIMED;
                  row.txHash = txHash;
                }),
        reason -> refused(claim, receipt, reason));
  }

  private Next refused(Claim claim, ChainReceipt receipt, String reason) {
    if (claim.failure() != null) {
      return again(claim.id(), receipt);
    }
    gaveUp(claim.id(), reason);
    return Next.DONE;
  }

  /// A claim asked for again after a failure gets a new transaction.
  private Next again(UUID id, ChainReceipt failed) {
    intents.retry(failed.intentKey());
    store.change(id, row -> row.failure = null);
    return new Next.Again(Duration.ofMillis(500));
  }

  @Override
  public void gaveUp(UUID id, String reason) {
    store.change(
        id,
        row -> {
          row.state = Claim.State.FAILED;
          row.failure = reason;
        });
  }

  @Override
  public List<UUID> unfinished() {
    return store.unfinished();
  }
}
