package org.datanet.governance.chain;

import static org.assertj.core.api.Assertions.assertThat;

import org.datanet.governance.contract.Abi;
import org.datanet.kernel.Address;
import org.datanet.kernel.Hash;
import org.junit.jupiter.api.Test;

class RevertReasonsTest {

  private static final Address PAYER = Address.of("0x" + "ab".repeat(20));
  private final RevertReasons reasons = new RevertReasons();

  @Test
  void namesACustomErrorAndItsValues() {
    String data =
        Abi.call(
            "Settlement_EscrowShort(address,uint256,uint256)",
            Abi.address(PAYER),
            Abi.uint256(7),
            Abi.uint256(5));
    assertThat(reasons.explain(data))
        .isEqualTo("Settlement_EscrowShort(payer=" + PAYER + ", asked=7, available=5)");
  }

  @Test
  void showsHashesOfCustomErrors() {
    Hash id = Hash.sha256("id");
    String data = Abi.call("Registry_AlreadyRegistered(bytes32)", Abi.bytes32(id));
    assertThat(reasons.explain(data)).isEqualTo("Registry_AlreadyRegistered(id=" + id + ")");
  }

  @Test
  void readsPlainTextAndPanics() {
    assertThat(reasons.explain(Abi.call("Error(string)", Abi.string("no")))).isEqualTo("no");
    assertThat(reasons.explain(Abi.call("Panic(uint256)", Abi.uint256(17))))
        .isEqualTo("Panic(0x11)");
  }

  @Test
  void saysSoWhenThereIsNoReasonOrAnUnknownOne() {
    assertThat(reasons.explain("0x")).isEqualTo("reverted without a reason");
    assertThat(reasons.explain("0x12345678")).isEqualTo("unknown error 0x12345678");
  }
}
