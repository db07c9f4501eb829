package org.datanet.governance.account;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.datanet.governance.GovernanceConfig;
import org.datanet.governance.chain.ChainIntents;
import org.datanet.governance.chain.ContractCall;
import org.datanet.governance.chain.IntentRequest;
import org.datanet.governance.keystore.AccountStore;
import org.datanet.governance.keystore.KeyOwner;
import org.datanet.governance.keystore.Keystore;
import org.datanet.governance.keystore.Signature;
import org.datanet.governance.keystore.SystemAccount;
import org.datanet.kernel.Address;
import org.datanet.kernel.DatanetId;
import org.datanet.kernel.Hash;
import org.datanet.kernel.TokenAmount;
import org.datanet.kernel.UserId;

/// Everybody's account on the L2, made on first use. A user's kept account pays and signs without
/// prompts; what a user earns goes to their own wallet once they linked one.
@ApplicationScoped
public class Accounts {

  private static final TokenAmount GAS = TokenAmount.ofOpen("1");
  private static final Duration GIFT_LIMIT = Duration.ofSeconds(30);

  private final Keystore keys;
  private final AccountStore store;
  private final ChainIntents intents;
  private final GovernanceConfig config;
  private final Set<UserId> funded = ConcurrentHashMap.newKeySet();

  Accounts(Keystore keys, AccountStore store, ChainIntents intents, GovernanceConfig config) {
    this.keys = keys;
    this.store = store;
    this.intents = intents;
    this.config = config;
  }

  /// Where the user's earnings go: the linked wallet, else the kept account.
  public Address addressOf(UserId user) {
    Address kept = keptAddressOf(user);
    return store.linkedWallet(KeyOwner.of(user)).orElse(kept);
  }

  /// The account the platform keeps for the user; it pays for calls and signs decisions.
  public Address keptAddressOf(UserId user) {
    Address address = keys.addressOf(KeyOwner.of(user));
    if (funded.add(user)) {
      fund(user, address);
    }
    return address;
  }

  public boolean walletLinked(UserId user) {
    return store.linkedWallet(KeyOwner.of(user)).isPresent();
  }

  /// A Datanet's treasury.
  public Address treasuryOf(DatanetId datanet) {
    return keys.addressOf(KeyOwner.of(datanet));
  }

  public Address system(SystemAccount account) {
    return keys.addressOf(KeyOwner.of(account));
  }

  /// Signs a digest with the user's kept key; see [Signature#signerOf].
  public Signature sign(UserId user, Hash digest) {
    return keys.sign(KeyOwner.of(user), digest);
  }

  /// Signs a text with the user's kept key as a wallet would (EIP-191).
  public Signature signMessage(UserId user, String message) {
    return sign(user, Signature.messageDigest(message));
  }

  /// Waits for the gift of the local net, if one is under way.
  public void awaitGift(UserId user) {
    keptAddressOf(user);
    if (intents.find(giftKey(user)).filter(gift -> !gift.state().terminal()).isPresent()) {
      intents.await(giftKey(user), GIFT_LIMIT);
    }
  }

  /// On a local net a new account gets gas and the configured OPEN, once.
  private void fund(UserId user, Address address) {
    if (config.faucetOpen().signum() <= 0) {
      return;
    }
    TokenAmount gift = TokenAmount.ofOpen(config.faucetOpen().toPlainString()).plus(GAS);
    intents.submit(
        IntentRequest.of(
            giftKey(user),
            "faucet",
            KeyOwner.of(SystemAccount.OPERATOR),
            ContractCall.transfer(address, gift.baseUnits())));
  }

  private static String giftKey(UserId user) {
    return "faucet:" + user;
  }
}
