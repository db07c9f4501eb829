package org.datanet.attribution.receipt;

import java.util.List;
import org.datanet.attribution.shares.Attribution;
import org.datanet.kernel.Address;
import org.datanet.kernel.TokenAmount;

/// What a call cost and who is paid. A call that is not billable costs nothing and says why.
///
/// @param reason `completed`, or why nothing is charged
/// @param payments sum to `fee`
public record Billing(
    boolean billable,
    String reason,
    Address payer,
    int promptTokens,
    int completionTokens,
    TokenAmount fee,
    Split split,
    Payees payees,
    List<Payment> payments) {

  public Billing {
    payments = List.copyOf(payments);
  }

  /// Who answers for tokens used: the caller's account and the two counts.
  public record Usage(Address payer, int promptTokens, int completionTokens) {}

  /// A charged call.
  public static Billing charged(
      Usage usage, TokenAmount fee, Split split, Payees payees, Attribution attribution) {
    return new Billing(
        true,
        "completed",
        usage.payer(),
        usage.promptTokens(),
        usage.completionTokens(),
        fee,
        split,
        payees,
        FeeSplit.of(fee, split, payees, attribution));
  }

  /// A call that costs nothing.
  public static Billing free(String reason, Usage usage, Split split, Payees payees) {
    return new Billing(
        false,
        reason,
        usage.payer(),
        usage.promptTokens(),
        usage.completionTokens(),
        TokenAmount.ZERO,
        split,
        payees,
        List.of());
  }
}
