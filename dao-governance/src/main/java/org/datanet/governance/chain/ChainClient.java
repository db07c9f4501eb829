package org.datanet.governance.chain;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;
import org.datanet.governance.GovernanceConfig;
import org.datanet.governance.GovernanceProblem;
import org.datanet.governance.chain.JsonRpcClient.RpcError;
import org.datanet.kernel.Address;
import org.datanet.kernel.Hash;
import org.datanet.kernel.ProblemException;
import org.datanet.kernel.TokenAmount;

/// Reads the L2 and hands it signed transactions. Blocking and thread-safe; every method may fail
/// with the problem `chain-unavailable`, reads of contracts also with `call-reverted`.
@ApplicationScoped
public class ChainClient {

  /// A mined transaction.
  record Mined(long block, boolean succeeded) {}

  /// What a new transaction offers per gas, in base units.
  record Fees(BigInteger priority, BigInteger max) {}

  private static final int BASE_FEE_HEADROOM = 4;

  private final JsonRpcClient rpc;
  private final RevertReasons reasons = new RevertReasons();
  private volatile long chainId;

  ChainClient(GovernanceConfig config) {
    this.rpc = new JsonRpcClient(config.rpcUrl(), config.rpcTimeout());
  }

  /// The chain's number (EIP-155); asked once.
  public long chainId() {
    if (chainId == 0) {
      chainId = quantity(rpc.call("eth_chainId")).longValueExact();
    }
    return chainId;
  }

  /// Tells one chain from another with the same number.
  public Hash genesisHash() {
    return Hash.of(rpc.call("eth_getBlockByNumber", "0x0", false).path("hash").asText());
  }

  public long blockNumber() {
    return quantity(rpc.call("eth_blockNumber")).longValueExact();
  }

  public TokenAmount balance(Address account) {
    return new TokenAmount(quantity(rpc.call("eth_getBalance", account.hex(), "latest")));
  }

  public boolean hasCode(Address account) {
    return rpc.call("eth_getCode", account.hex(), "latest").asText().length() > 2;
  }

  /// Reads a contract at the latest block.
  ///
  /// @throws ProblemException `call-reverted` with the contract's reason
  public Words read(Address contract, String data) {
    Map<String, String> call = Map.of("to", contract.hex(), "data", data);
    try {
      return Words.of(rpc.call("eth_call", call, "latest").asText());
    } catch (RpcError e) {
      throw new ProblemException(GovernanceProblem.CALL_REVERTED, reason(e));
    }
  }

  /// Transactions of the account mined so far.
  long minedNonce(Address account) {
    return quantity(rpc.call("eth_getTransactionCount", account.hex(), "latest")).longValueExact();
  }

  /// @throws RpcError when the call would revert; [#reason] explains it
  BigInteger estimateGas(Address from, ContractCall call) {
    Map<String, String> transaction =
        Map.of(
            "from", from.hex(),
            "to", call.to().hex(),
            "value", "0x" + call.value().toString(16),
            "data", call.data());
    return quantity(rpc.call("eth_estimateGas", transaction, "pending"));
  }

  Fees fees() {
    BigInteger priority = quantity(rpc.call("eth_maxPriorityFeePerGas"));
    JsonNode block = rpc.call("eth_getBlockByNumber", "latest", false);
    BigInteger base = quantity(block.path("baseFeePerGas"));
    return new Fees(priority, base.multiply(BigInteger.valueOf(BASE_FEE_HEADROOM)).add(priority));
  }

  /// @throws RpcError when the node does not take it, e.g. because it knows it already
  void send(String rawTransaction) {
    rpc.call("eth_sendRawTransaction", rawTransaction);
  }

  Optional<Mined> mined(Hash transaction) {
    JsonNode receipt = rpc.call("eth_getTransactionReceipt", transaction.hex());
    if (receipt.isNull() || receipt.isMissingNode()) {
      return Optional.empty();
    }
    long block = quantity(receipt.path("blockNumber")).longValueExact();
    return Optional.of(new Mined(block, receipt.path("status").asText().equals("0x1")));
  }

  String reason(RpcError error) {
    return error.data.startsWith("0x") ? reasons.explain(error.data) : error.text();
  }

  private static BigInteger quantity(JsonNode hex) {
    return new BigInteger(hex.asText().substring(2), 16);
  }
}
