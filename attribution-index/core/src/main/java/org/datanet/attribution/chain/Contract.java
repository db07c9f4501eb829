package org.datanet.attribution.chain;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.datanet.attribution.AttributionProblem;
import org.datanet.kernel.Address;
import org.datanet.kernel.Hash;
import org.datanet.kernel.ProblemException;

/// A contract at an address, read at the latest block.
///
/// @param name in Solidity, for messages
record Contract(ChainNode node, String name, Address address) {

  /// @throws ProblemException `contract-missing` when there is no code at the address
  static Contract at(ChainNode node, String name, Address address) {
    if (node.ask("eth_getCode", address.hex(), "latest").asText().length() <= 2) {
      throw new ProblemException(
          AttributionProblem.CONTRACT_MISSING,
          "There is no contract at %s on the chain of %s. Give the address of %s on that chain."
              .formatted(address, node, name));
    }
    return new Contract(node, name, address);
  }

  AnswerWords read(String signature, Hash... arguments) {
    Map<String, String> call =
        Map.of("to", address.hex(), "data", CallData.of(signature, arguments));
    String answer = call(call).asText();
    if (!answer.matches("0x[0-9a-f]*")) {
      throw refused(signature + " gave " + answer);
    }
    return new AnswerWords(this, answer.substring(2), 0);
  }

  /// Another contract, or none of ours, refuses the call or gives something else.
  private JsonNode call(Map<String, String> call) {
    try {
      return node.ask("eth_call", call, "latest");
    } catch (ProblemException e) {
      throw e.problem() == AttributionProblem.NODE_REFUSED ? refused(e.detail()) : e;
    }
  }

  /// All logs with one of `events` as first and `id` as second topic, oldest first.
  JsonNode logs(List<Hash> events, Hash id) {
    return node.ask(
        "eth_getLogs",
        Map.of(
            "address",
            address.hex(),
            "fromBlock",
            "0x0",
            "toBlock",
            "latest",
            "topics",
            List.of(events, id)));
  }

  ProblemException refused(String why) {
    return new ProblemException(
        AttributionProblem.NODE_REFUSED,
        "The contract at %s (%s) does not answer as %s does: %s. Check the address."
            .formatted(address, node, name, why));
  }

  @Override
  public String toString() {
    return name + " " + address;
  }
}
