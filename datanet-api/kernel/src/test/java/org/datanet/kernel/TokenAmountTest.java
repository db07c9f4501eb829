package org.datanet.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TokenAmountTest {

  @Test
  void readsAndWritesOpen() {
    assertThat(TokenAmount.ofOpen("1.25").toString()).isEqualTo("1250000000000000000");
    assertThat(TokenAmount.of("1250000000000000000").toOpen()).isEqualTo("1.25");
    assertThat(TokenAmount.ofOpen("100").toOpen()).isEqualTo("100");
  }

  @Test
  void refusesNegativeAmountsAndTooManyDecimals() {
    assertThatThrownBy(() -> TokenAmount.ZERO.minus(TokenAmount.of("1")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> TokenAmount.ofOpen("0.0000000000000000001"))
        .isInstanceOf(ArithmeticException.class);
  }

  @Test
  void pricesRoundUp() {
    assertThat(TokenAmount.of("10").timesCeil(1, 3).toString()).isEqualTo("4");
    assertThat(TokenAmount.of("9").timesCeil(1, 3).toString()).isEqualTo("3");
  }
}
