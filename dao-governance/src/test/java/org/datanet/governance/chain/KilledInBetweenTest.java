package org.datanet.governance.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.datanet.governance.LocalChain;
import org.datanet.governance.LocalServices;
import org.datanet.governance.account.Accounts;
import org.datanet.governance.chain.Intent.SignedTransaction;
import org.datanet.governance.contract.Deployer;
import org.datanet.governance.keystore.KeyOwner;
import org.datanet.governance.keystore.SystemAccount;
import org.datanet.governance.registry.Registry;
import org.datanet.governance.settlement.Escrow;
import org.datanet.kernel.Address;
import org.datanet.kernel.DatanetId;
import org.datanet.kernel.DatasetVersionId;
import org.datanet.kernel.Hash;
import org.datanet.kernel.TokenAmount;
import org.datanet.kernel.UserId;
import org.datanet.kernel.UuidV7;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/// Each test leaves database and chain as a process killed at that very point would, then goes on
/// as a new process does, with a deposit: the call that no contract would refuse a second time.
@QuarkusTest
@QuarkusTestResource(LocalServices.class)
@EnabledIf("org.datanet.governance.LocalChain#installed")
class KilledInBetweenTest {

  private static final Duration LIMIT = Duration.ofSeconds(40);
  private static final TokenAmount AMOUNT = TokenAmount.ofOpen("3");

  @Inject Deployer deployer;
  @Inject ChainIntents intents;
  @Inject IntentStore store;
  @Inject TransactionSigner signer;
  @Inject ChainClient chain;
  @Inject Accounts accounts;
  @Inject Escrow escrow;
  @Inject Registry registry;
  @Inject UuidV7 ids;

  private UserId user = new UserId(new java.util.UUID(0, 0));

  @BeforeEach
  void fundedUser() {
    deployer.ensureDeployed();
    user = new UserId(ids.next());
    accounts.keptAddressOf(user);
    assertThat(intents.await("faucet:" + user, LIMIT).confirmed()).isTrue();
  }

  @Test // R64
  void depositsOnceWhenKilledAfterRecordingAndBeforeSending() {
    String key = escrow.deposit(user, AMOUNT, "a").intentKey();
    signAndRecord(key);
    goOn(key);
    assertDepositedOnce();
  }

  @Test // R64
  void depositsOnceWhenKilledAfterSendingAndBeforeConfirmation() {
    String key = escrow.deposit(user, AMOUNT, "b").intentKey();
    SignedTransaction signed = signAndRecord(key);
    chain.send(signed.raw());
    goOn(key);
    assertDepositedOnce();
    assertThat(intents.find(key).orElseThrow().txHash()).contains(signed.hash());
  }

  @Test // R64
  void sendsTheSameBytesAgainWhenTheChainLostAConfirmedBlock() throws Exception {
    Path before = LocalChain.shared().copyState();
    String key = escrow.deposit(user, AMOUNT, "c").intentKey();
    DatanetId datanet = new DatanetId(ids.next());
    registry.registerDatanet(datanet, user, Hash.sha256("rules"), "rules");
    ChainReceipt first = intents.await(key, LIMIT);
    intents.await("datanet:" + datanet, LIMIT);
    LocalChain.shared().killAndStartFrom(before);
    assertThat(escrow.account(escrow.payerOf(user)).deposited()).isEqualTo(TokenAmount.ZERO);

    goOn(key);
    goOn("datanet:" + datanet);
    assertDepositedOnce();
    assertThat(intents.find(key).orElseThrow().txHash()).isEqualTo(first.txHash());
    DatasetVersionId version = new DatasetVersionId(ids.next());
    String next =
        registry
            .registerDatasetVersion(version, datanet, Hash.sha256("root"), "v1", Optional.empty())
            .intentKey();
    assertThat(intents.await(next, LIMIT).confirmed()).isTrue();
  }

  @Test
  void takesAnEffectThatIsThereForSuccessWithoutATransaction() {
    DatanetId datanet = new DatanetId(ids.next());
    Hash rules = Hash.sha256("rules");
    String key = registry.registerDatanet(datanet, user, rules, "rules").intentKey();
    assertThat(intents.await(key, LIMIT).confirmed()).isTrue();
    Intent done = store.find(key).orElseThrow();
    Address operator = accounts.system(SystemAccount.OPERATOR);
    long nonce = chain.minedNonce(operator);
    intents.submit(
        new IntentRequest(
            key + ":again",
            "register-asset",
            KeyOwner.of(SystemAccount.OPERATOR),
            done.call(),
            done.done()));
    ChainReceipt again = intents.await(key + ":again", LIMIT);
    assertThat(again.confirmed()).isTrue();
    assertThat(again.txHash()).isEmpty();
    assertThat(chain.minedNonce(operator)).isEqualTo(nonce);
  }

  private SignedTransaction signAndRecord(String key) {
    Intent intent = store.find(key).orElseThrow();
    long nonce = chain.minedNonce(intent.sender());
    SignedTransaction signed = signer.sign(intent, nonce, signer.gasFor(intent));
    store.sent(intent, signed);
    return signed;
  }

  private void goOn(String key) {
    intents.recover();
    assertThat(intents.await(key, LIMIT).confirmed()).as(key).isTrue();
  }

  private void assertDepositedOnce() {
    Address payer = escrow.payerOf(user);
    assertThat(escrow.account(payer).deposited()).isEqualTo(AMOUNT);
    assertThat(chain.minedNonce(payer)).isEqualTo(1);
  }
}
