package org.datanet.attribution.shares;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class MillibitsTest {

  @Test
  void isExactForPowersOfTwo() {
    assertThat(Millibits.surprisal(1024, 1)).isEqualTo(10_000);
    assertThat(Millibits.surprisal(1024, 256)).isEqualTo(2_000);
    assertThat(Millibits.surprisal(5, 5)).isZero();
    assertThat(Millibits.surprisal(5, 9)).isZero();
  }

  @Property
  void agreesWithFloatingPoint(@ForAll @LongRange(min = 1, max = Long.MAX_VALUE) long value) {
    assertThat(Millibits.log2(value) / (double) (1 << 24))
        .isCloseTo(Math.log(value) / Math.log(2), within(1e-6));
  }
}
