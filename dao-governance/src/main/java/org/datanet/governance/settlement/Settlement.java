package org.datanet.governance.settlement;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.datanet.governance.chain.ChainClient;
import org.datanet.governance.chain.ChainIntents;
import org.datanet.governance.chain.ChainReceipt;
import org.datanet.governance.chain.ContractCall;
import org.datanet.governance.chain.DoneCheck;
import org.datanet.governance.chain.IntentRequest;
import org.datanet.governance.chain.Words;
import org.datanet.governance.contract.Abi;
import org.datanet.governance.contract.ContractName;
import org.datanet.governance.contract.Contracts;
import org.datanet.governance.keystore.Eip712;
import org.datanet.governance.keystore.KeyOwner;
import org.datanet.governance.keystore.SystemAccount;
import org.datanet.kernel.Address;
import org.datanet.kernel.Hash;
import org.datanet.kernel.TokenAmount;

/// Epochs and claims on the L2. Writing methods return at once with the receipt of a durable
/// intent.
@ApplicationScoped
public class Settlement {

  /// An epoch as posted.
  ///
  /// @param finalFrom Unix seconds from which its credits can be claimed
  public record PostedEpoch(
      long number,
      Hash creditsRoot,
      Hash receiptsRoot,
      Hash dataHash,
      TokenAmount creditsTotal,
      TokenAmount protocolFee,
      long finalFrom) {}

  private final ChainIntents intents;
  private final ChainClient chain;
  private final Contracts contracts;

  Settlement(ChainIntents intents, ChainClient chain, Contracts contracts) {
    this.intents = intents;
    this.chain = chain;
    this.contracts = contracts;
  }

  /// Leaf of an account in the credits tree: `MerkleTree.leaf(abi.encode(account, cumulative))`.
  public static Hash creditLeaf(Address account, TokenAmount cumulative) {
    Hash first = Eip712.hash(Eip712.word(account), Eip712.word(cumulative.baseUnits()));
    return Hash.keccak256(first.bytes());
  }

  /// Posts the epoch; the contract takes each number once, and the same posting again is the same
  /// intent.
  public ChainReceipt postEpoch(EpochPosting epoch) {
    String read = Abi.call("epochOf(uint256)", Abi.uint256(epoch.number()));
    String data = EpochCalls.post(epoch);
    return intents.submit(
        request("epoch:" + epoch.number() + ":" + digest(data), "post-epoch", data)
            .doneWhen(new DoneCheck(read, 0, epoch.creditsRoot())));
  }

  /// Pays out what the account earned in all; the operator sends it, anybody could. The proof is of
  /// [#creditLeaf] in the latest final epoch's credits root.
  public ChainReceipt claim(Address account, TokenAmount cumulative, List<Hash> proof) {
    String read = Abi.call("claimedOf(address)", Abi.address(account));
    Hash paid = Hash.of(Eip712.word(cumulative.baseUnits()));
    String data = EpochCalls.claim(account, cumulative, proof);
    return intents.submit(
        request("claim:" + account + ":" + digest(data), "claim", data)
            .doneWhen(new DoneCheck(read, 0, paid)));
  }

  private static Hash digest(String data) {
    return Hash.sha256(data);
  }

  public SettlementTotals totals() {
    return new SettlementTotals(
        amount("paidIn()"),
        amount("creditedTotal()"),
        amount("claimedTotal()"),
        amount("protocolTotal()"),
        amount("held()"));
  }

  /// What the account was paid by claims, since ever.
  public TokenAmount claimed(Address account) {
    return read(Abi.call("claimedOf(address)", Abi.address(account))).amount(0);
  }

  /// The epoch posted last.
  public Optional<PostedEpoch> latestEpoch() {
    return epoch(read(Abi.call("epochCount()")).uint(0).longValueExact());
  }

  /// The epoch that claims are proven against.
  public Optional<PostedEpoch> latestFinalEpoch() {
    return epoch(read(Abi.call("latestFinalEpoch()")).uint(0).longValueExact());
  }

  private Optional<PostedEpoch> epoch(long number) {
    if (number == 0) {
      return Optional.empty();
    }
    Words words = read(Abi.call("epochOf(uint256)", Abi.uint256(number)));
    return Optional.of(
        new PostedEpoch(
            number,
            words.hash(0),
            words.hash(1),
            words.hash(2),
            words.amount(3),
            words.amount(4),
            words.uint(5).longValueExact()));
  }

  private TokenAmount amount(String signature) {
    return read(Abi.call(signature)).amount(0);
  }

  private Words read(String data) {
    return chain.read(contract(), data);
  }

  private IntentRequest request(String key, String kind, String data) {
    KeyOwner operator = KeyOwner.of(SystemAccount.OPERATOR);
    return IntentRequest.of(key, kind, operator, ContractCall.of(contract(), data));
  }

  private Address contract() {
    return contracts.addressOf(ContractName.SETTLEMENT);
  }
}
