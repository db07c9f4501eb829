package org.datanet.attribution.receipt;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.datanet.attribution.chain.ChainState;
import org.datanet.attribution.chain.PostedEpoch;
import org.datanet.attribution.chain.PostingCost;
import org.datanet.attribution.chain.SettlementContract;
import org.datanet.kernel.Address;
import org.datanet.kernel.Hash;
import org.datanet.kernel.TokenAmount;

/// Checks an epoch without the platform: its roots against what they are made of, and against what
/// was posted on the L2.
public final class EpochVerifier {

  private final EpochProof epoch;
  private final Checks checks = new Checks();

  private EpochVerifier(EpochProof epoch) {
    this.epoch = epoch;
  }

  /// @param chain empty: what was posted is not checked
  public static Verification verify(EpochProof epoch, Optional<ChainState> chain) {
    EpochVerifier verifier = new EpochVerifier(epoch);
    if (epoch instanceof EpochBundle bundle) {
      verifier.checkRoots(bundle);
    }
    chain
        .flatMap(ChainState::settlement)
        .ifPresentOrElse(
            verifier::checkPosted,
            () ->
                verifier.checks.skip(
                    "posted-epoch", "no node and address of the settlement contract were given"));
    return verifier.checks.verification();
  }

  private void checkRoots(EpochBundle bundle) {
    checkHash("receipts-root", EpochTrees.receiptsRoot(bundle.receipts()), bundle.receiptsRoot());
    checkHash("data-hash", EpochBundle.dataHash(bundle.receipts()), bundle.dataHash());
    Map<Address, TokenAmount> credits =
        bundle.credits().stream()
            .collect(
                Collectors.toMap(
                    SettlementReport.Credit::account,
                    SettlementReport.Credit::cumulative,
                    TokenAmount::plus));
    checkHash("credits-root", EpochTrees.creditsRoot(credits), bundle.creditsRoot());
  }

  private void checkHash(String name, Hash computed, Hash written) {
    checks.check(
        name,
        computed.equals(written),
        "the epoch's lists give " + computed + ", the file says " + written);
  }

  private void checkPosted(SettlementContract settlement) {
    Optional<PostedEpoch> posted = settlement.epoch(epoch.number());
    if (posted.isEmpty()) {
      checks.fail("posted-epoch", "epoch " + epoch.number() + " was not posted at " + settlement);
      return;
    }
    checkPosted("receipts", posted.get().receiptsRoot(), epoch.receiptsRoot());
    if (epoch instanceof EpochBundle bundle) {
      checkPosted("credits", posted.get().creditsRoot(), bundle.creditsRoot());
      checkPosted("data", posted.get().dataHash(), bundle.dataHash());
      settlement
          .cost(epoch.number())
          .ifPresent(cost -> checks.pass("posting-cost", perCall(cost, bundle.receipts().size())));
    }
  }

  private void checkPosted(String what, Hash posted, Hash written) {
    checks.check(
        "posted-" + what,
        posted.equals(written),
        "epoch %d was posted with %s, the file says %s".formatted(epoch.number(), posted, written));
  }

  private static String perCall(PostingCost cost, int receipts) {
    return "%d gas and %d bytes for %d receipts: %d gas and %d bytes each"
        .formatted(
            cost.gas(),
            cost.bytes(),
            receipts,
            cost.gas() / Math.max(1, receipts),
            cost.bytes() / Math.max(1, receipts));
  }
}
