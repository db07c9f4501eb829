package org.datanet.kernel;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// Splits an integer total by integer weights so that the parts sum exactly (Hamilton's method of
/// largest remainders). Ties go to the lower position, so the result is the same everywhere.
public final class LargestRemainder {

  private LargestRemainder() {}

  /// Parts of `total`, one a weight, in order. With all weights zero every part is zero.
  ///
  /// @throws IllegalArgumentException when a weight is negative
  public static List<BigInteger> split(BigInteger total, List<BigInteger> weights) {
    BigInteger sum = weights.stream().reduce(BigInteger.ZERO, BigInteger::add);
    if (weights.stream().anyMatch(w -> w.signum() < 0)) {
      throw new IllegalArgumentException("a weight is never negative: " + weights);
    }
    if (sum.signum() == 0) {
      return weights.stream().map(w -> BigInteger.ZERO).toList();
    }
    List<BigInteger> parts = new ArrayList<>();
    List<BigInteger> remainders = new ArrayList<>();
    for (BigInteger weight : weights) {
      BigInteger[] division = total.multiply(weight).divideAndRemainder(sum);
      parts.add(division[0]);
      remainders.add(division[1]);
    }
    int missing =
        total.subtract(parts.stream().reduce(BigInteger.ZERO, BigInteger::add)).intValueExact();
    IntStream.range(0, weights.size())
        .boxed()
        .sorted(Comparator.comparing(remainders::get, Comparator.reverseOrder()))
        .limit(missing)
        .forEach(i -> parts.set(i, parts.get(i).add(BigInteger.ONE)));
    return List.copyOf(parts);
  }

  /// A token amount split by weights; the parts sum to `total` to the base unit.
  public static List<TokenAmount> split(TokenAmount total, List<BigInteger> weights) {
    return split(total.baseUnits(), weights).stream().map(TokenAmount::new).toList();
  }
}
