package org.datanet.devstack.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PortsTest {

  @Test
  void choosesDifferentFreePortsOnTheFirstStart() throws Exception {
    Ports ports = Ports.keepOrChoose(List.of("a", "b", "c"), Map.of(), Set.of());
    assertThat(ports.byName().values()).doesNotHaveDuplicates().allMatch(Ports::isFree);
  }

  @Test
  void keepsAPortThatIsFreeAgain() throws Exception {
    Ports first = Ports.keepOrChoose(List.of("a"), Map.of(), Set.of());
    assertThat(Ports.keepOrChoose(List.of("a"), first.byName(), Set.of())).isEqualTo(first);
  }

  @Test
  void choosesAnotherPortWhenAStrangerTookIt() throws Exception {
    try (ServerSocket stranger = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Map<String, Integer> known = Map.of("a", stranger.getLocalPort());
      Ports ports = Ports.keepOrChoose(List.of("a"), known, Set.of());
      assertThat(ports.of("a")).isNotEqualTo(stranger.getLocalPort());
    }
  }

  @Test
  void keepsATakenPortWhenOurOwnProcessHoldsIt() throws Exception {
    try (ServerSocket ours = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Map<String, Integer> known = Map.of("a", ours.getLocalPort());
      assertThat(Ports.keepOrChoose(List.of("a"), known, Set.of("a")).byName()).isEqualTo(known);
    }
  }

  @Test
  void saysWhichPortWasNeverChosen() {
    assertThatThrownBy(() -> new Ports(Map.of()).of("x")).hasMessageContaining("x");
  }
}
