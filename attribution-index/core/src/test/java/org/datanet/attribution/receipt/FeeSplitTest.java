package org.datanet.attribution.receipt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.datanet.attribution.Samples;
import org.datanet.attribution.shares.Attribution;
import org.datanet.attribution.shares.AttributionParameters;
import org.datanet.attribution.shares.ContributorShare;
import org.datanet.attribution.shares.RecordShare;
import org.datanet.kernel.DatanetId;
import org.datanet.kernel.TokenAmount;
import org.junit.jupiter.api.Test;

class FeeSplitTest {

  @Property
  void paymentsSumToTheFeeExactly(
      @ForAll BigInteger fee,
      @ForAll @Size(max = 8) List<@IntRange(max = 125_000) Integer> ppm,
      @ForAll @IntRange(max = 500_000) int model,
      @ForAll @IntRange(max = 500_000) int stakers,
      @ForAll @IntRange(min = 1, max = 4) int datanets) { // R31
    TokenAmount amount = new TokenAmount(fee.abs());
    Split split = new Split(model, 1_000_000 - model - stakers, stakers, 0);
    List<Payment> payments = FeeSplit.of(amount, split, payees(datanets), attribution(ppm));
    assertThat(payments.stream().map(Payment::amount).reduce(TokenAmount.ZERO, TokenAmount::plus))
        .isEqualTo(amount);
    assertThat(payments).noneMatch(payment -> payment.amount().isZero());
  }

  @Test
  void paysInProportionAndTheRestToTheTreasury() { // R31
    List<Payment> payments =
        FeeSplit.of(
            TokenAmount.ofOpen("1"), TestReceipts.SPLIT, payees(1), attribution(List.of(250_000)));
    assertThat(payments)
        .containsExactly(
            new Payment(Payment.Kind.MODEL, Samples.account(50), TokenAmount.ofOpen("0.2")),
            new Payment(Payment.Kind.CONTRIBUTOR, Samples.account(100), TokenAmount.ofOpen("0.15")),
            new Payment(Payment.Kind.TREASURY, Samples.account(70), TokenAmount.ofOpen("0.45")),
            new Payment(Payment.Kind.STAKERS, Samples.account(51), TokenAmount.ofOpen("0.1")),
            new Payment(Payment.Kind.PROTOCOL, Samples.account(52), TokenAmount.ofOpen("0.1")));
  }

  @Test
  void refusesASplitThatDoesNotSum() {
    assertThatThrownBy(() -> new Split(1, 2, 3, 4)).hasMessageContaining("sum to 1000000");
  }

  private static Payees payees(int datanets) {
    List<Payees.Treasury> treasuries = new ArrayList<>();
    for (int i = 0; i < datanets; i++) {
      treasuries.add(
          new Payees.Treasury(new DatanetId(new UUID(0x7000L, i)), Samples.account(70 + i)));
    }
    return new Payees(Samples.account(50), Samples.account(51), Samples.account(52), treasuries);
  }

  private static Attribution attribution(List<Integer> ppm) {
    List<ContributorShare> shares = new ArrayList<>();
    List<RecordShare> records = new ArrayList<>();
    int rest = 1_000_000;
    for (int i = 0; i < ppm.size(); i++) {
      shares.add(new ContributorShare(TestReceipts.VERSION, Samples.account(100 + i), ppm.get(i)));
      records.add(
          new RecordShare(
              Samples.recordId(i), TestReceipts.VERSION, Samples.account(100 + i), ppm.get(i)));
      rest -= ppm.get(i);
    }
    return new Attribution(
        Attribution.METHOD,
        AttributionParameters.defaults(),
        1,
        1,
        List.of(),
        shares,
        records,
        rest);
  }
}
