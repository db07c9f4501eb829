package org.datanet.app.metering;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.datanet.app.contribution.Contributions;
import org.datanet.app.jobs.Jobs;
import org.datanet.app.problem.AppProblem;
import org.datanet.governance.account.Accounts;
import org.datanet.governance.settlement.Settlement;
import org.datanet.governance.settlement.SpendingLedger;
import org.datanet.kernel.Address;
import org.datanet.kernel.ContributionId;
import org.datanet.kernel.ProblemException;
import org.datanet.kernel.TokenAmount;
import org.datanet.kernel.UserId;
import org.datanet.kernel.UuidV7;

/// What accounts have earned, settled and been paid.
@ApplicationScoped
class Earnings implements SpendingLedger {

  private final EpochStore epochs;
  private final ClaimStore claims;
  private final CallStore calls;
  private final Contributions contributions;
  private final Accounts accounts;
  private final Settlement settlement;
  private final Jobs jobs;
  private final Clock clock;
  private final UuidV7 ids;

  /// One contribution and what it brought.
  record Item(ContributionId contributionId, String fileName, TokenAmount amount) {}

  /// @param credited since ever, settled or not
  /// @param settled the part that a posted epoch covers
  /// @param claimable settled and not paid out yet
  /// @param claimed paid out on the L2
  record Summary(
      Address account,
      TokenAmount credited,
      TokenAmount settled,
      TokenAmount claimable,
      TokenAmount claimed,
      List<Item> items) {}

  Earnings(
      EpochStore epochs,
      ClaimStore claims,
      CallStore calls,
      Contributions contributions,
      Accounts accounts,
      Settlement settlement,
      Jobs jobs,
      Clock clock,
      UuidV7 ids) {
    this.epochs = epochs;
    this.claims = claims;
    this.calls = calls;
    this.contributions = contributions;
    this.accounts = accounts;
    this.settlement = settlement;
    this.jobs = jobs;
    this.clock = clock;
    this.ids = ids;
  }

  Summary of(UserId user, boolean contributor) {
    Address account = accounts.addressOf(user);
    TokenAmount settled = settled(account);
    TokenAmount claimed = settlement.claimed(account);
    return new Summary(
        account,
        epochs.creditedTo(account),
        settled,
        settled.minus(claimed),
        claimed,
        contributor ? items(user) : List.of());
  }

  private List<Item> items(UserId user) {
    return contributions.mine(user).stream()
        .filter(contribution -> !contribution.earned().isZero())
        .map(c -> new Item(c.id(), c.fileName(), c.earned()))
        .toList();
  }

  private Optional<Epoch> lastPosted() {
    return epochs.all().stream().filter(epoch -> epoch.state() == Epoch.State.POSTED).findFirst();
  }

  private TokenAmount settled(Address account) {
    return lastPosted()
        .map(epoch -> Epochs.byAccount(epochs.credits(epoch.number())))
        .map(credits -> credits.getOrDefault(account, TokenAmount.ZERO))
        .orElse(TokenAmount.ZERO);
  }

  /// Starts the payout of all that is settled; again for the same sum is the same claim.
  Claim claim(UserId user) {
    Address account = accounts.addressOf(user);
    TokenAmount settled = settled(account);
    if (settled.equals(settlement.claimed(account))) {
      throw new ProblemException(
          AppProblem.NOTHING_TO_DO,
          "There is nothing to claim now. What calls earn becomes claimable when their epoch is"
              + " posted; GET /api/epochs shows it.");
    }
    Claim claim =
        claims.keep(
            new Claim(
                ids.next(),
                user,
                account,
                lastPosted().orElseThrow().number(),
                settled,
                Claim.State.CLAIMING,
                null,
                null,
                Instant.now(clock)));
    jobs.wake(ClaimJob.KIND, claim.id());
    return claim;
  }

  @Override
  public Position of(UserId user) {
    CallStore.PayerSums sums = calls.sums(accounts.keptAddressOf(user));
    Address account = accounts.addressOf(user);
    return new Position(
        sums.spent(), sums.held(), settled(account).minus(settlement.claimed(account)));
  }
}
