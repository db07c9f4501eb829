package org.datanet.attribution.receipt;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.datanet.attribution.shares.Attribution;
import org.datanet.attribution.shares.ContributorShare;
import org.datanet.kernel.LargestRemainder;
import org.datanet.kernel.TokenAmount;

/// Divides a fee: first by [Split], then the data part by the shares of the answer, with what is
/// unattributed going to the Datanets' treasuries. Largest remainder at each step, so the payments
/// sum to the fee to the base unit.
public final class FeeSplit {

  private FeeSplit() {}

  /// Payments in the order model, contributors (as in the attribution), treasuries, stakers,
  /// protocol; nothing for parts of zero.
  public static List<Payment> of(
      TokenAmount fee, Split split, Payees payees, Attribution attribution) {
    List<TokenAmount> parts = LargestRemainder.split(fee, split.weights());
    List<Payment> payments = new ArrayList<>();
    payments.add(new Payment(Payment.Kind.MODEL, payees.modelOwner(), parts.get(0)));
    addData(payments, parts.get(1), payees, attribution);
    payments.add(new Payment(Payment.Kind.STAKERS, payees.stakers(), parts.get(2)));
    payments.add(new Payment(Payment.Kind.PROTOCOL, payees.protocol(), parts.get(3)));
    payments.removeIf(payment -> payment.amount().isZero());
    return List.copyOf(payments);
  }

  private static void addData(
      List<Payment> payments, TokenAmount data, Payees payees, Attribution attribution) {
    List<BigInteger> weights = new ArrayList<>();
    for (ContributorShare share : attribution.shares()) {
      weights.add(BigInteger.valueOf(share.ppm()));
    }
    weights.add(BigInteger.valueOf(attribution.unattributedPpm()));
    List<TokenAmount> amounts = LargestRemainder.split(data, weights);
    for (int i = 0; i < attribution.shares().size(); i++) {
      payments.add(
          new Payment(
              Payment.Kind.CONTRIBUTOR, attribution.shares().get(i).contributor(), amounts.get(i)));
    }
    List<TokenAmount> rest =
        LargestRemainder.split(
            amounts.getLast(), Collections.nCopies(payees.treasuries().size(), BigInteger.ONE));
    for (int i = 0; i < rest.size(); i++) {
      payments.add(
          new Payment(Payment.Kind.TREASURY, payees.treasuries().get(i).account(), rest.get(i)));
    }
  }
}
