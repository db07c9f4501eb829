package org.datanet.access.grant;

import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.datanet.access.AccessProblem;
import org.datanet.access.decision.AccessDecisions;
import org.datanet.access.decision.AccessRequest;
import org.datanet.access.decision.Action;
import org.datanet.access.decision.DatanetFacts;
import org.datanet.access.terms.Purpose;
import org.datanet.kernel.DatanetId;
import org.datanet.kernel.GrantId;
import org.datanet.kernel.Hash;
import org.datanet.kernel.ProblemException;
import org.datanet.kernel.UserId;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/// Access to Datanets: model builders ask, stewards decide.
@Path("/api")
@RunOnVirtualThread
public class GrantResource {

  private final Grants grants;
  private final AccessDecisions decisions;
  private final DatanetFacts datanets;
  private final SecurityIdentity caller;

  GrantResource(
      Grants grants, AccessDecisions decisions, DatanetFacts datanets, SecurityIdentity caller) {
    this.grants = grants;
    this.decisions = decisions;
    this.datanets = datanets;
    this.caller = caller;
  }

  /// Body of a request for access: purpose `train` or `query`.
  public record Wanted(
      @Nullable String purpose, @Nullable String justification, @Nullable Hash licenceHash) {}

  /// Body of a grant.
  public record Until(@Nullable Instant expiresAt) {}

  /// Body of a denial or revocation.
  public record Because(@Nullable String reason) {}

  /// Asks for access.
  @POST
  @Path("/datanets/{id}/access-requests")
  @RolesAllowed("model-builder")
  @ResponseStatus(201)
  public Grant request(@PathParam("id") UUID id, Wanted wanted) {
    DatanetId datanet = new DatanetId(id);
    Purpose purpose = Purpose.of(field("purpose", wanted == null ? null : wanted.purpose()));
    String justification = field("justification", wanted.justification());
    if (datanets.of(datanet).isEmpty()) {
      throw new ProblemException(AccessProblem.NOT_FOUND, "There is no Datanet " + datanet + ".");
    }
    decisions.require(AccessRequest.by(caller, Action.REQUEST_ACCESS, datanet).forPurpose(purpose));
    return grants.request(
        me(), myName(), new Grants.Wish(datanet, purpose, justification, wanted.licenceHash()));
  }

  /// The caller's own requests, those to Datanets they steward, and for compliance officers all.
  @GET
  @Path("/access-requests")
  @Authenticated
  public List<Grant> list(
      @QueryParam("datanetId") @Nullable UUID datanetId,
      @QueryParam("state") @Nullable String state) {
    return grants.list(datanetId == null ? null : new DatanetId(datanetId), state(state)).stream()
        .filter(this::mayRead)
        .toList();
  }

  @GET
  @Path("/access-requests/{id}")
  @Authenticated
  public Grant get(@PathParam("id") UUID id) {
    Grant grant = grants.get(new GrantId(id));
    if (!mayRead(grant)) {
      throw GrantStore.unknown(grant.id());
    }
    return grant;
  }

  @POST
  @Path("/access-requests/{id}/grant")
  @RolesAllowed("curator")
  public Grant grant(@PathParam("id") UUID id, Until until) {
    GrantId grant = requireSteward(id);
    if (until == null || until.expiresAt() == null) {
      throw invalid("expiresAt", "a time such as 2027-01-31T00:00:00Z");
    }
    return grants.grant(grant, me(), until.expiresAt());
  }

  @POST
  @Path("/access-requests/{id}/deny")
  @RolesAllowed("curator")
  public Grant deny(@PathParam("id") UUID id, Because because) {
    GrantId grant = requireSteward(id);
    return grants.deny(grant, me(), field("reason", because == null ? null : because.reason()));
  }

  @POST
  @Path("/access-requests/{id}/revoke")
  @RolesAllowed("curator")
  public Grant revoke(@PathParam("id") UUID id, Because because) {
    GrantId grant = requireSteward(id);
    return grants.revoke(grant, me(), field("reason", because == null ? null : because.reason()));
  }

  private GrantId requireSteward(UUID id) {
    Grant grant = grants.get(new GrantId(id));
    decisions.require(
        AccessRequest.by(caller, Action.GRANT, grant.datanetId())
            .forPurpose(grant.purpose())
            .on("grant/" + grant.id()));
    return grant.id();
  }

  private boolean mayRead(Grant grant) {
    return caller.hasRole("compliance-officer")
        || grant.licenseeId().equals(me())
        || datanets
            .of(grant.datanetId())
            .filter(facts -> facts.stewardId().equals(me()))
            .isPresent();
  }

  private UserId me() {
    return UserId.of(caller.getPrincipal().getName());
  }

  private String myName() {
    String name =
        caller.getPrincipal() instanceof JsonWebToken token
            ? token.getClaim("preferred_username")
            : null;
    return name == null ? me().toString() : name;
  }

  private static @Nullable GrantState state(@Nullable String text) {
    if (text == null || text.isBlank()) {
      return null;
    }
    try {
      return GrantState.valueOf(text.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw invalid("state", "one of " + List.of(GrantState.values()));
    }
  }

  private static String field(String name, @Nullable String value) {
    if (value == null || value.isBlank() || value.length() > 4_000) {
      throw invalid(name, "a text of 1 to 4000 characters");
    }
    return value.strip();
  }

  private static ProblemException invalid(String field, String expected) {
    return new ProblemException(
        AccessProblem.FIELD_INVALID,
        "The field " + field + " must be " + expected + ".",
        List.of(new ProblemException.FieldError(field, "must be " + expected)));
  }
}
