package org.datanet.attribution.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.datanet.attribution.AttributionProblem;
import org.datanet.kernel.Address;
import org.datanet.kernel.Hash;
import org.datanet.kernel.ProblemException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ChainStateTest {

  private static final UUID DATASET = new UUID(0x7000L, 1);
  private static final UUID ADAPTER = new UUID(0x7000L, 3);
  private static final UUID UNKNOWN = new UUID(0x7000L, 9);

  private final RecordedNode node = new RecordedNode();
  private final ChainState chain = node.state();

  @AfterEach
  void stop() {
    node.close();
  }

  @Test
  void readsPostedEpochs() { // R9
    SettlementContract settlement = chain.settlement().orElseThrow();
    assertThat(chain.chainId()).isEqualTo(31_337);
    assertThat(settlement.epoch(1).orElseThrow().postedAt())
        .isEqualTo(Instant.parse("2025-12-31T00:02:00Z"));
    assertThat(settlement.epoch(2)).isEmpty();
    assertThat(settlement.cost(1)).contains(new PostingCost(149_967, 292));
    assertThat(settlement.cost(2)).isEmpty();
  }

  @Test
  void readsVersionsWithTheirParents() { // R9
    RegisteredVersion adapter = chain.adapters().orElseThrow().version(ADAPTER).orElseThrow();
    assertThat(adapter.contentHash()).isEqualTo(Hash.sha256("a"));
    assertThat(adapter.publishedAt()).isEqualTo(Instant.parse("2025-12-31T00:01:50Z"));
    assertThat(adapter.parents())
        .containsExactly(Hash.sha256("base"), RegistryContract.idOf(DATASET));
    assertThat(chain.datasets().orElseThrow().version(UNKNOWN)).isEmpty();
  }

  @Test
  void knowsWhenAVersionWasFrozen() {
    RegistryContract adapters = chain.adapters().orElseThrow();
    assertThat(adapters.frozenAt(ADAPTER, Instant.parse("2026-01-01T00:00:00Z"))).isFalse();
    assertThat(adapters.frozenAt(ADAPTER, Instant.parse("2026-01-02T00:00:30Z"))).isFalse();
    assertThat(adapters.frozenAt(ADAPTER, Instant.parse("2026-01-02T12:00:00Z"))).isTrue();
    assertThat(adapters.frozenAt(ADAPTER, Instant.parse("2026-01-03T12:00:00Z"))).isFalse();
  }

  @Test
  void knowsTheTimeOfABlock() {
    assertThat(chain.timeOf(node.blockAfter())).contains(Instant.parse("2026-01-03T00:00:00Z"));
    assertThat(chain.timeOf(Hash.sha256("no"))).isEmpty();
  }

  @Test
  void anAddressWithoutCodeIsNamed() {
    Address empty = Address.of("0x" + "9".repeat(40));
    Deployment wrong = new Deployment(Optional.of(empty), Optional.empty(), Optional.empty());
    assertThatThrownBy(() -> ChainState.of(new ChainNode(node.url()), wrong))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem()).isEqualTo(AttributionProblem.CONTRACT_MISSING))
        .hasMessageContaining(
            "no contract at %s on the chain of %s. Give the address of Settlement"
                .formatted(empty, node.url()));
  }

  @Test
  void anotherContractAtTheAddressIsNamed() {
    Optional<Address> adapters = Optional.of(Address.of(node.value("adapters")));
    ChainState mixed =
        ChainState.of(
            new ChainNode(node.url()),
            new Deployment(adapters, Optional.empty(), Optional.empty()));
    assertThatThrownBy(() -> mixed.settlement().orElseThrow().epoch(1))
        .hasMessageContaining("does not answer as Settlement does", "execution reverted");
  }
}
