package org.datanet.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.Size;

class LargestRemainderTest {

  @Property
  void partsSumExactlyAndDifferFromTheQuotaByLessThanOne(
      @ForAll @BigRange(min = "0", max = "1000000000000000000000000000") BigInteger total,
      @ForAll @Size(min = 1, max = 40)
          List<@BigRange(min = "0", max = "1000000") BigInteger> weights) {
    List<BigInteger> parts = LargestRemainder.split(total, weights);
    BigInteger weightSum = weights.stream().reduce(BigInteger.ZERO, BigInteger::add);
    BigInteger partSum = parts.stream().reduce(BigInteger.ZERO, BigInteger::add);
    assertThat(partSum).isEqualTo(weightSum.signum() == 0 ? BigInteger.ZERO : total);
    for (int i = 0; i < parts.size() && weightSum.signum() > 0; i++) {
      BigInteger scaledError =
          parts.get(i).multiply(weightSum).subtract(total.multiply(weights.get(i))).abs();
      assertThat(scaledError).isLessThan(weightSum);
    }
  }
}
