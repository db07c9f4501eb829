package org.datanet.governance.rest;

import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.datanet.governance.GovernanceProblem;
import org.datanet.governance.chain.ChainIntents;
import org.datanet.governance.chain.ChainReceipt;
import org.datanet.governance.settlement.Escrow;
import org.datanet.kernel.ProblemException;
import org.datanet.kernel.ProblemException.FieldError;
import org.datanet.kernel.TokenAmount;
import org.datanet.kernel.UserId;
import org.datanet.kernel.UuidV7;
import org.jspecify.annotations.Nullable;

/// Deposits into the caller's escrow.
@Path("/api/escrow/deposits")
@Authenticated
@RunOnVirtualThread
public class EscrowResource {

  /// Base units as a decimal string.
  public record DepositRequest(@Nullable String amount) {}

  /// How far a deposit is.
  public record Deposit(
      String intentId, String state, @Nullable String txHash, @Nullable String error) {}

  private final Escrow escrow;
  private final ChainIntents intents;
  private final UuidV7 ids;
  private final SecurityIdentity identity;

  EscrowResource(Escrow escrow, ChainIntents intents, UuidV7 ids, SecurityIdentity identity) {
    this.escrow = escrow;
    this.intents = intents;
    this.ids = ids;
    this.identity = identity;
  }

  /// 202; with the same `Idempotency-Key` it is the same deposit.
  @POST
  public Response deposit(
      @HeaderParam("Idempotency-Key") @Nullable String requestKey,
      @Nullable DepositRequest request) {
    String id = requestKey == null ? ids.next().toString() : checkedKey(requestKey);
    ChainReceipt receipt = escrow.deposit(caller(), amount(request), id);
    return Response.accepted(view(id, receipt)).build();
  }

  /// The caller's deposit by its intent id.
  @GET
  @Path("{intentId}")
  public Deposit deposit(@PathParam("intentId") String id) {
    return intents
        .find("deposit:" + caller() + ":" + id)
        .map(receipt -> view(id, receipt))
        .orElseThrow(() ->
            new ProblemException(
                GovernanceProblem.INTENT_UNKNOWN, "You have no deposit with this id."));
  }

  private static Deposit view(String id, ChainReceipt receipt) {
    return new Deposit(
        id,
        receipt.state().name(),
        receipt.txHash().map(Object::toString).orElse(null),
        receipt.error().orElse(null));
  }

  private static String checkedKey(String requestKey) {
    if (!requestKey.matches("[!-~]{1,100}")) {
      throw new ProblemException(
          GovernanceProblem.IDEMPOTENCY_KEY_INVALID,
          "The header Idempotency-Key takes 1 to 100 visible ASCII characters.");
    }
    return requestKey;
  }

  private static TokenAmount amount(@Nullable DepositRequest request) {
    if (request == null
        || request.amount() == null
        || !request.amount().matches("[1-9][0-9]{0,76}")) {
      throw new ProblemException(
          GovernanceProblem.AMOUNT_INVALID,
          "The deposit needs an amount.",
          List.of(new FieldError("amount", "base units (10^-18 OPEN), a decimal string above 0")));
    }
    return TokenAmount.of(request.amount());
  }

  private UserId caller() {
    return UserId.of(identity.getPrincipal().getName());
  }
}
