package org.datanet.attribution.chain;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.datanet.kernel.Hash;

/// Epochs as posted. Thread-safe.
public final class SettlementContract {

  private static final Hash POSTED =
      CallData.topic("EpochPosted(uint256,bytes32,bytes32,bytes32,uint256,uint256,uint64)");

  private final Contract contract;

  SettlementContract(Contract contract) {
    this.contract = contract;
  }

  /// Empty when no epoch of that number was posted.
  public Optional<PostedEpoch> epoch(long number) {
    AnswerWords epoch = contract.read("epochOf(uint256)", CallData.word(number));
    Instant finalFrom = epoch.time(5);
    if (finalFrom.equals(Instant.EPOCH)) {
      return Optional.empty();
    }
    int window = contract.read("challengeWindow()").number(0);
    return Optional.of(
        new PostedEpoch(
            number, epoch.hash(0), epoch.hash(1), epoch.hash(2), finalFrom.minusSeconds(window)));
  }

  /// What posting an epoch cost; empty when it was not posted.
  public Optional<PostingCost> cost(long number) {
    JsonNode logs = contract.logs(List.of(POSTED), CallData.word(number));
    if (logs.isEmpty()) {
      return Optional.empty();
    }
    ChainNode node = contract.node();
    String transaction = logs.path(0).path("transactionHash").asText();
    JsonNode receipt = node.ask("eth_getTransactionReceipt", transaction);
    String input = node.ask("eth_getTransactionByHash", transaction).path("input").asText();
    long gas = node.number("eth_getTransactionReceipt", receipt.path("gasUsed"));
    return Optional.of(new PostingCost(gas, (input.length() - 2) / 2));
  }

  @Override
  public String toString() {
    return contract.toString();
  }
}
