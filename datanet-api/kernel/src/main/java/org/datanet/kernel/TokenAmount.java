package org.datanet.kernel;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;
import java.math.BigInteger;

/// A token amount in base units (10^-18 OPEN); never negative; at most uint256. JSON: decimal
/// string of base units. SQL: `numeric(78,0)`.
public record TokenAmount(BigInteger baseUnits) implements Comparable<TokenAmount> {

  public static final TokenAmount ZERO = new TokenAmount(BigInteger.ZERO);
  private static final int DECIMALS = 18;

  public TokenAmount {
    if (baseUnits.signum() < 0 || baseUnits.bitLength() > 256) {
      throw new IllegalArgumentException(
          "a token amount lies between 0 and 2^256 - 1 base units, got: " + baseUnits);
    }
  }

  @JsonCreator
  public static TokenAmount of(String baseUnits) {
    return new TokenAmount(new BigInteger(baseUnits));
  }

  /// Whole or fractional OPEN, e.g. `"1.5"`; more than 18 decimals are refused.
  public static TokenAmount ofOpen(String open) {
    return new TokenAmount(new BigDecimal(open).movePointRight(DECIMALS).toBigIntegerExact());
  }

  public TokenAmount plus(TokenAmount other) {
    return new TokenAmount(baseUnits.add(other.baseUnits));
  }

  /// @throws IllegalArgumentException when the result would be negative
  public TokenAmount minus(TokenAmount other) {
    return new TokenAmount(baseUnits.subtract(other.baseUnits));
  }

  /// `this * units / per`, rounded up: a price never undercharges by rounding.
  public TokenAmount timesCeil(long units, long per) {
    BigInteger[] parts =
        baseUnits.multiply(BigInteger.valueOf(units)).divideAndRemainder(BigInteger.valueOf(per));
    return new TokenAmount(parts[1].signum() == 0 ? parts[0] : parts[0].add(BigInteger.ONE));
  }

  public boolean isZero() {
    return baseUnits.signum() == 0;
  }

  /// Human form in OPEN without trailing zeros, e.g. `0.0125`.
  public String toOpen() {
    return isZero()
        ? "0"
        : new BigDecimal(baseUnits, DECIMALS).stripTrailingZeros().toPlainString();
  }

  @Override
  public int compareTo(TokenAmount other) {
    return baseUnits.compareTo(other.baseUnits);
  }

  @Override
  @JsonValue
  public String toString() {
    return baseUnits.toString();
  }
}
