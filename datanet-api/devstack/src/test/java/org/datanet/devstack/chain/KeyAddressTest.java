package org.datanet.devstack.chain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KeyAddressTest {

  @Test
  void derivesTheAddressOfFoundrysFirstDevelopmentKey() {
    assertThat(KeyAddress.of("0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80"))
        .isEqualTo("0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266");
  }
}
