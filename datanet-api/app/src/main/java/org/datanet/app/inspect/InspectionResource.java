package org.datanet.app.inspect;

import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.datanet.app.users.Users;

/// Inspections: whose data a text repeats. Nothing of them is kept but the decisions in the audit
/// log.
@Path("/api/inspections")
@RolesAllowed({"curator", "compliance-officer", "model-builder"})
public class InspectionResource {

  private final Inspections inspections;
  private final Users users;
  private final SecurityIdentity identity;

  InspectionResource(Inspections inspections, Users users, SecurityIdentity identity) {
    this.inspections = inspections;
    this.users = users;
    this.identity = identity;
  }

  @POST
  @RunOnVirtualThread
  public Inspection inspect(@NotNull @Valid NewInspection request) {
    return inspections.inspect(users.current(identity), request);
  }
}
