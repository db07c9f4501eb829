package org.datanet.governance;

import org.datanet.kernel.Problem;

/// What can go wrong between a caller and the L2.
public enum GovernanceProblem implements Problem {
  CHAIN_UNAVAILABLE("chain-unavailable", 503, "The L2 node does not answer"),
  CALL_REVERTED("call-reverted", 409, "A contract refused the call"),
  INTENT_UNKNOWN("intent-unknown", 404, "No such chain intent"),
  INTENT_CONFLICT("intent-conflict", 409, "The key was used for another transaction"),
  BALANCE_SHORT("balance-short", 409, "The account holds too little OPEN"),
  AMOUNT_INVALID("amount-invalid", 400, "The amount is not acceptable"),
  IDEMPOTENCY_KEY_INVALID("idempotency-key-invalid", 400, "The idempotency key is not acceptable"),
  WALLET_CHALLENGE_MISSING("wallet-challenge-missing", 409, "No valid wallet challenge"),
  WALLET_SIGNATURE_INVALID(
      "wallet-signature-invalid", 400, "The wallet or its signature is not acceptable"),
  WALLET_TAKEN("wallet-taken", 409, "The wallet is linked to another account");

  private final String slug;
  private final int status;
  private final String title;

  GovernanceProblem(String slug, int status, String title) {
    this.slug = slug;
    this.status = status;
    this.title = title;
  }

  @Override
  public String slug() {
    return slug;
  }

  @Override
  public int status() {
    return status;
  }

  @Override
  public String title() {
    return title;
  }
}
