package org.datanet.app.metering;

import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.datanet.app.problem.AppProblem;
import org.datanet.app.users.Users;
import org.datanet.app.users.Users.User;
import org.datanet.governance.settlement.Settlement;
import org.datanet.governance.settlement.SettlementTotals;
import org.datanet.kernel.CallId;
import org.datanet.kernel.ProblemException;
import org.datanet.kernel.TokenAmount;

/// Calls, receipts, earnings and the books.
@Path("/api")
@Authenticated
@RunOnVirtualThread
public class MeteringResource {

  private static final int LISTED_CALLS = 500;

  private final CallStore calls;
  private final Billing billing;
  private final Earnings earnings;
  private final Settlement settlement;
  private final Users users;
  private final SecurityIdentity identity;

  /// The sums of the settlement contract; `ok` says whether paid in = credited + protocol + held.
  record Books(
      TokenAmount paidIn,
      TokenAmount credited,
      TokenAmount claimed,
      TokenAmount protocol,
      TokenAmount held,
      boolean ok) {}

  MeteringResource(
      CallStore calls,
      Billing billing,
      Earnings earnings,
      Settlement settlement,
      Users users,
      SecurityIdentity identity) {
    this.calls = calls;
    this.billing = billing;
    this.earnings = earnings;
    this.settlement = settlement;
    this.users = users;
    this.identity = identity;
  }

  /// The caller's own; a compliance officer sees everybody's.
  @GET
  @Path("calls")
  public List<Call> calls() {
    User user = users.current(identity);
    return calls.list(user.hasRole("compliance-officer") ? null : user.id(), LISTED_CALLS);
  }

  @GET
  @Path("calls/{id}")
  public Call call(@PathParam("id") CallId id) {
    return CallStore.view(visible(id));
  }

  /// The signed receipt, canonical JSON byte for byte.
  @GET
  @Path("receipts/{id}")
  @Produces(MediaType.APPLICATION_JSON)
  public String receipt(@PathParam("id") CallId id) {
    String receipt = visible(id).receipt;
    if (receipt == null) {
      throw new ProblemException(
          AppProblem.NOT_FOUND, "Call " + id + " was not billable, so it has no receipt.");
    }
    return receipt;
  }

  /// The text that the receipt's `responseHash` is the SHA-256 of, byte for byte.
  @GET
  @Path("receipts/{id}/answer")
  @Produces(MediaType.TEXT_PLAIN)
  public String answer(@PathParam("id") CallId id) {
    CallEntity call = visible(id);
    if (call.receipt == null || call.response == null) {
      throw new ProblemException(
          AppProblem.NOT_FOUND, "Call " + id + " was not billable, so it has no receipt.");
    }
    return billing.answerIn(call.response);
  }

  private CallEntity visible(CallId id) {
    User user = users.current(identity);
    return calls
        .find(id)
        .filter(
            call -> call.callerId.equals(user.id().value()) || user.hasRole("compliance-officer"))
        .orElseThrow(
            () -> new ProblemException(AppProblem.NOT_FOUND, "You have no call " + id + "."));
  }

  @GET
  @Path("earnings")
  public Earnings.Summary earnings() {
    User user = users.current(identity);
    return earnings.of(user.id(), user.hasRole("contributor"));
  }

  @POST
  @Path("claims")
  public Response claim() {
    return Response.accepted(earnings.claim(users.current(identity).id())).build();
  }

  @GET
  @Path("settlement")
  @PermitAll
  public Books books() {
    SettlementTotals totals = settlement.totals();
    return new Books(
        totals.paidIn(),
        totals.credited(),
        totals.claimed(),
        totals.protocol(),
        totals.held(),
        totals.conserved());
  }
}
