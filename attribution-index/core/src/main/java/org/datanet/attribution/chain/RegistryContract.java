package org.datanet.attribution.chain;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.datanet.kernel.Hash;

/// Versions of adapters or datasets, and when they were frozen. Thread-safe.
public final class RegistryContract {

  /// How far the clocks of platform and chain may be apart.
  public static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(60);

  private static final Hash FROZEN = CallData.topic("VersionFrozen(bytes32,address,string)");
  private static final Hash UNFROZEN = CallData.topic("VersionUnfrozen(bytes32,address,string)");

  private final Contract contract;

  RegistryContract(Contract contract) {
    this.contract = contract;
  }

  /// An object's id on the L2: the UUID's 16 bytes after 16 zero bytes.
  public static Hash idOf(UUID id) {
    return CallData.word(id);
  }

  /// Empty when no such version is registered.
  public Optional<RegisteredVersion> version(UUID id) {
    AnswerWords version = contract.read("version(bytes32)", CallData.word(id)).at(0);
    if (version.number(3) == 0) {
      return Optional.empty();
    }
    AnswerWords parents = version.at(5);
    List<Hash> ids = new ArrayList<>();
    for (int i = 0; i < parents.number(0); i++) {
      ids.add(parents.hash(2 + 2 * i));
    }
    return Optional.of(new RegisteredVersion(version.hash(1), version.time(4), ids));
  }

  /// Whether the version was frozen from before until after `time`, both by [#CLOCK_TOLERANCE].
  public boolean frozenAt(UUID id, Instant time) {
    boolean frozen = false;
    for (JsonNode log : contract.logs(List.of(FROZEN, UNFROZEN), CallData.word(id))) {
      Instant changed = timeOf(log);
      if (changed.isAfter(time.plus(CLOCK_TOLERANCE))) {
        break;
      }
      boolean freezes = log.path("topics").path(0).asText().equals(FROZEN.hex());
      frozen = freezes && changed.isBefore(time.minus(CLOCK_TOLERANCE));
    }
    return frozen;
  }

  private Instant timeOf(JsonNode log) {
    ChainNode node = contract.node();
    JsonNode block = node.ask("eth_getBlockByNumber", log.path("blockNumber").asText(), false);
    return Instant.ofEpochSecond(node.number("eth_getBlockByNumber", block.path("timestamp")));
  }

  @Override
  public String toString() {
    return contract.toString();
  }
}
