package org.datanet.governance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.datanet.governance.account.Accounts;
import org.datanet.governance.account.Balances;
import org.datanet.governance.chain.ChainIntents;
import org.datanet.governance.chain.ChainReceipt;
import org.datanet.governance.chain.IntentState;
import org.datanet.governance.contract.Contracts;
import org.datanet.governance.contract.Deployer;
import org.datanet.governance.keystore.Signature;
import org.datanet.governance.registry.AdapterRegistration;
import org.datanet.governance.registry.Licences;
import org.datanet.governance.registry.Licences.Licence;
import org.datanet.governance.registry.Registry;
import org.datanet.governance.registry.VersionState;
import org.datanet.governance.settlement.Attestor;
import org.datanet.governance.settlement.EpochPosting;
import org.datanet.governance.settlement.Escrow;
import org.datanet.governance.settlement.Settlement;
import org.datanet.governance.settlement.Voucher;
import org.datanet.kernel.AdapterId;
import org.datanet.kernel.Address;
import org.datanet.kernel.DatanetId;
import org.datanet.kernel.DatasetVersionId;
import org.datanet.kernel.GrantId;
import org.datanet.kernel.Hash;
import org.datanet.kernel.MerkleTree;
import org.datanet.kernel.ProblemException;
import org.datanet.kernel.TokenAmount;
import org.datanet.kernel.UserId;
import org.datanet.kernel.UuidV7;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

@QuarkusTest
@QuarkusTestResource(LocalServices.class)
@EnabledIf("org.datanet.governance.LocalChain#installed")
class GovernanceOnChainTest {

  private static final Duration LIMIT = Duration.ofSeconds(40);
  private static final Hash CONTENT = Hash.sha256("content");

  @Inject Deployer deployer;
  @Inject Contracts contracts;
  @Inject ChainIntents intents;
  @Inject Registry registry;
  @Inject Licences licences;
  @Inject Escrow escrow;
  @Inject Settlement settlement;
  @Inject Accounts accounts;
  @Inject Balances balances;
  @Inject Attestor attestor;
  @Inject UuidV7 ids;
  @Inject Clock clock;

  @BeforeEach
  void deploy() {
    deployer.ensureDeployed();
  }

  @Test
  void deploysTheContractsOnce() {
    Map<String, Address> first = contracts.all();
    deployer.ensureDeployed();
    assertThat(contracts.all()).isEqualTo(first).hasSize(7).containsKey("Settlement");
  }

  @Test // R1, R4
  void registersADatanetItsVersionsABaseModelAndAnAdapter() {
    DatanetId datanet = new DatanetId(ids.next());
    DatasetVersionId first = new DatasetVersionId(ids.next());
    DatasetVersionId second = new DatasetVersionId(ids.next());
    AdapterId adapter = new AdapterId(ids.next());
    Hash base = Hash.sha256("base of " + adapter);
    UserId owner = user();
    registry.registerDatanet(datanet, owner, CONTENT, "rules");
    registry.registerDatasetVersion(first, datanet, CONTENT, "v1", Optional.empty());
    registry.registerDatasetVersion(second, datanet, CONTENT, "v2", Optional.of(first));
    registry.registerBaseModel(base, "base");
    ChainReceipt receipt =
        registry.registerAdapter(
            new AdapterRegistration(adapter, owner, CONTENT, "a", base, List.of(first, second)));
    confirmed(receipt);
    assertThat(registry.state(second)).isEqualTo(VersionState.ACTIVE);
    assertThat(registry.state(adapter)).isEqualTo(VersionState.ACTIVE);
    confirmed(registry.freeze(adapter, owner, "abnormal output"));
    assertThat(registry.state(adapter)).isEqualTo(VersionState.FROZEN);
    confirmed(registry.unfreeze(adapter, owner, "checked"));
    assertThat(registry.state(adapter)).isEqualTo(VersionState.ACTIVE);
  }

  @Test // R6
  void failsAnAdapterOfUnknownParentsInTheContractsWords() {
    DatasetVersionId unknown = new DatasetVersionId(ids.next());
    AdapterId adapter = new AdapterId(ids.next());
    ChainReceipt receipt =
        registry.registerAdapter(
            new AdapterRegistration(adapter, user(), CONTENT, "a", CONTENT, List.of(unknown)));
    ChainReceipt end = intents.await(receipt.intentKey(), LIMIT);
    assertThat(end.state()).isEqualTo(IntentState.FAILED);
    assertThat(end.error().orElseThrow())
        .startsWith("Registry_UnknownParent(registry=0x")
        .contains("id=" + CONTENT);
    assertThat(registry.state(adapter)).isEqualTo(VersionState.UNKNOWN);
  }

  @Test
  void theSameRegistrationIsTheSameIntent() {
    DatanetId datanet = new DatanetId(ids.next());
    UserId owner = user();
    ChainReceipt first = confirmed(registry.registerDatanet(datanet, owner, CONTENT, "rules"));
    ChainReceipt again = registry.registerDatanet(datanet, owner, CONTENT, "rules");
    assertThat(again).isEqualTo(first);
  }

  @Test // R20, R22
  void grantsALicenceUntilItIsRevoked() {
    GrantId grant = new GrantId(ids.next());
    assertThat(licences.isActive(grant)).isFalse();
    confirmed(
        licences.grant(
            new Licence(
                grant,
                new DatanetId(ids.next()),
                user(),
                "train",
                clock.instant().plus(Duration.ofDays(1)),
                CONTENT)));
    assertThat(licences.isActive(grant)).isTrue();
    confirmed(licences.revoke(grant, "breach of terms"));
    assertThat(licences.isActive(grant)).isFalse();
  }

  @Test // R62, R63, R67, R78
  void settlesAnEpochFromDepositToClaimToTheWei() {
    UserId payer = user();
    Address earner = accounts.keptAddressOf(user());
    Address other = accounts.treasuryOf(new DatanetId(ids.next()));
    TokenAmount deposit = TokenAmount.ofOpen("10");
    confirmed(fundedDeposit(payer, deposit));
    assertThat(escrow.account(escrow.payerOf(payer)).available()).isEqualTo(deposit);

    TokenAmount credited = TokenAmount.of("3000000000000000001");
    TokenAmount toOther = TokenAmount.of("5");
    TokenAmount fee = TokenAmount.of("7");
    MerkleTree tree =
        new MerkleTree(
            List.of(
                Settlement.creditLeaf(earner, credited), Settlement.creditLeaf(other, toOther)));
    TokenAmount credits = credited.plus(toOther);
    Voucher voucher = escrow.voucher(payer, credits.plus(fee));
    long number = settlement.latestEpoch().map(Settlement.PostedEpoch::number).orElse(0L) + 1;
    confirmed(
        settlement.postEpoch(
            new EpochPosting(
                number, tree.root(), CONTENT, CONTENT, credits, fee, List.of(voucher))));
    assertThat(settlement.latestFinalEpoch().orElseThrow().creditsRoot()).isEqualTo(tree.root());

    confirmed(settlement.claim(earner, credited, tree.proof(0)));
    assertThat(balances.of(earner).wrappedOpen()).isEqualTo(credited);
    assertThat(settlement.claimed(earner)).isEqualTo(credited);
    assertThat(settlement.totals().conserved()).isTrue();
    assertThat(escrow.account(escrow.payerOf(payer)).spent()).isEqualTo(credits.plus(fee));
  }

  @Test
  void depositsWrappedOpenWithAPermit() {
    UserId payer = user();
    Address account = accounts.keptAddressOf(payer);
    MerkleTree tree =
        new MerkleTree(List.of(Settlement.creditLeaf(account, TokenAmount.ofOpen("2"))));
    confirmed(fundedDeposit(payer, TokenAmount.ofOpen("2")));
    long number = settlement.latestEpoch().map(Settlement.PostedEpoch::number).orElse(0L) + 1;
    Voucher voucher = escrow.voucher(payer, TokenAmount.ofOpen("2"));
    confirmed(
        settlement.postEpoch(
            new EpochPosting(
                number,
                tree.root(),
                CONTENT,
                CONTENT,
                TokenAmount.ofOpen("2"),
                TokenAmount.ZERO,
                List.of(voucher))));
    confirmed(settlement.claim(account, TokenAmount.ofOpen("2"), List.of()));
    confirmed(escrow.deposit(payer, TokenAmount.ofOpen("1.5"), "permit"));
    assertThat(balances.of(account).wrappedOpen()).isEqualTo(TokenAmount.ofOpen("0.5"));
    assertThat(escrow.account(account).deposited()).isEqualTo(TokenAmount.ofOpen("3.5"));
  }

  @Test // R67
  void refusesADepositBeyondTheBalance() {
    UserId payer = user();
    assertThatThrownBy(() -> escrow.deposit(payer, TokenAmount.ofOpen("1000000"), "much"))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem()).isEqualTo(GovernanceProblem.BALANCE_SHORT));
  }

  @Test // R9
  void signsReceiptsThatAnybodyCanVerify() {
    Hash digest = attestor.digest(CONTENT);
    Signature signature = attestor.sign(digest);
    assertThat(signature.signerOf(digest)).contains(attestor.address());
    assertThat(digest).isEqualTo(Attestor.digest(901, CONTENT));
  }

  private ChainReceipt fundedDeposit(UserId payer, TokenAmount amount) {
    accounts.keptAddressOf(payer);
    confirmed(intents.find("faucet:" + payer).orElseThrow());
    return escrow.deposit(payer, amount, "first");
  }

  private UserId user() {
    return new UserId(ids.next());
  }

  private ChainReceipt confirmed(ChainReceipt receipt) {
    ChainReceipt end = intents.await(receipt.intentKey(), LIMIT);
    assertThat(end.state()).as("%s", end).isEqualTo(IntentState.CONFIRMED);
    return end;
  }
}
