package org.datanet.app.metering;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.datanet.app.catalog.DatanetRules;
import org.datanet.app.training.Adapter;
import org.datanet.kernel.AdapterId;
import org.datanet.kernel.Hash;
import org.datanet.kernel.Ppm;
import org.datanet.kernel.TokenAmount;
import org.datanet.kernel.TrainingRunId;
import org.datanet.kernel.UserId;
import org.junit.jupiter.api.Test;

class PriceTest {

  private static final Ppm WHOLE = new Ppm(Ppm.WHOLE);

  // R92
  @Test
  void roundsUpToTheBaseUnit() {
    assertThat(Prices.of(adapter(1000), WHOLE, 1)).isEqualTo(TokenAmount.of("1"));
    assertThat(Prices.of(adapter(1001), WHOLE, 1)).isEqualTo(TokenAmount.of("2"));
    assertThat(Prices.of(adapter(1), WHOLE, 1)).isEqualTo(TokenAmount.of("1"));
    assertThat(Prices.of(adapter(1), WHOLE, 1000)).isEqualTo(TokenAmount.of("1"));
    assertThat(Prices.of(adapter(0), WHOLE, 1000)).isEqualTo(TokenAmount.ZERO);
  }

  // R92
  @Test
  void neverChargesMoreThanWasHeldForTheMost() {
    Random random = new Random(3);
    for (int i = 0; i < 1000; i++) {
      Adapter adapter = adapter(random.nextLong(1, 1L << 60));
      int prompt = random.nextInt(1, 5000);
      int most = random.nextInt(1, 5000);
      int answered = random.nextInt(0, most + 1);
      assertThat(Prices.of(adapter, WHOLE, prompt + answered))
          .isLessThanOrEqualTo(Prices.of(adapter, WHOLE, prompt + most));
    }
  }

  // R70
  @Test
  void aPartOfThePriceIsRoundedOnceAndNeverAboveTheWhole() {
    assertThat(Prices.of(adapter(1000), new Ppm(250_000), 1)).isEqualTo(TokenAmount.of("1"));
    assertThat(Prices.of(adapter(1000), new Ppm(250_000), 8)).isEqualTo(TokenAmount.of("2"));
    assertThat(Prices.of(adapter(1001), new Ppm(800_000), 1000)).isEqualTo(TokenAmount.of("801"));
    assertThat(Prices.of(adapter(1000), Ppm.ZERO, 1000)).isEqualTo(TokenAmount.ZERO);
  }

  @Test
  void countsMoreTokensThanAnIntHolds() {
    assertThat(Prices.of(adapter(1000), WHOLE, 2L * Integer.MAX_VALUE))
        .isEqualTo(new TokenAmount(BigInteger.valueOf(2L * Integer.MAX_VALUE)));
  }

  private static Adapter adapter(long price) {
    Hash hash = Hash.sha256("x");
    UUID id = new UUID(0, 1);
    return new Adapter(
        new AdapterId(id),
        new TrainingRunId(id),
        new UserId(id),
        "m",
        1,
        "m:1",
        hash,
        List.of(),
        hash,
        null,
        new TokenAmount(BigInteger.valueOf(price)),
        new DatanetRules.Split(Ppm.ZERO, new Ppm(Ppm.WHOLE), Ppm.ZERO, Ppm.ZERO),
        Adapter.State.REGISTERED,
        null,
        null,
        null,
        Instant.EPOCH);
  }
}
