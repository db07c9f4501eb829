package org.datanet.governance.account;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.datanet.governance.GovernanceProblem;
import org.datanet.governance.keystore.AccountStore;
import org.datanet.governance.keystore.AccountStore.WalletChallenge;
import org.datanet.governance.keystore.KeyOwner;
import org.datanet.governance.keystore.Signature;
import org.datanet.kernel.Address;
import org.datanet.kernel.Hash;
import org.datanet.kernel.ProblemException;
import org.datanet.kernel.UserId;
import org.datanet.kernel.UuidV7;

/// Links a user's own wallet: the wallet signs (EIP-191) a text made for this user, once, within
/// minutes.
@ApplicationScoped
public class WalletLinks {

  private static final Duration VALID_FOR = Duration.ofMinutes(10);

  private final Accounts accounts;
  private final AccountStore store;
  private final UuidV7 ids;
  private final Clock clock;

  WalletLinks(Accounts accounts, AccountStore store, UuidV7 ids, Clock clock) {
    this.accounts = accounts;
    this.store = store;
    this.ids = ids;
    this.clock = clock;
  }

  /// A new text to sign; an earlier one is void.
  public WalletChallenge challenge(UserId user) {
    accounts.keptAddressOf(user);
    Instant expiresAt = clock.instant().plus(VALID_FOR);
    String message =
        "Datanet: pay my earnings to this wallet.\nAccount: %s\nNonce: %s\nValid until: %s"
            .formatted(user, ids.next(), expiresAt);
    WalletChallenge challenge = new WalletChallenge(message, expiresAt);
    store.putChallenge(KeyOwner.of(user), challenge);
    return challenge;
  }

  /// @throws ProblemException `wallet-challenge-missing`, `wallet-signature-invalid` or
  ///   `wallet-taken`
  public void link(UserId user, Address wallet, Signature signature) {
    KeyOwner owner = KeyOwner.of(user);
    WalletChallenge challenge =
        store
            .challenge(owner)
            .filter(open -> clock.instant().isBefore(open.expiresAt()))
            .orElseThrow(WalletLinks::missing);
    Hash signed = Signature.messageDigest(challenge.message());
    if (!signature.signerOf(signed).filter(wallet::equals).isPresent()) {
      throw new ProblemException(
          GovernanceProblem.WALLET_SIGNATURE_INVALID,
          "The signature is not "
              + wallet
              + "'s over the challenge; ask for a new one and sign it.");
    }
    if (store.isWalletOfAnother(owner, wallet)) {
      throw new ProblemException(
          GovernanceProblem.WALLET_TAKEN, "Another account linked " + wallet + " already.");
    }
    if (!store.link(owner, wallet, challenge)) {
      throw missing();
    }
  }

  private static ProblemException missing() {
    return new ProblemException(
        GovernanceProblem.WALLET_CHALLENGE_MISSING,
        "There is no valid challenge for this account; ask for one and sign it within ten minutes.");
  }
}
