package org.datanet.app.contribution;

import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.Multi;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.datanet.app.jobs.ProgressStream;
import org.datanet.app.objects.ObjectStore.PutPart;
import org.datanet.app.users.Users;
import org.datanet.kernel.ContributionId;
import org.datanet.kernel.DatanetId;
import org.jboss.resteasy.reactive.RestStreamElementType;
import org.jspecify.annotations.Nullable;

/// Uploads and what became of them.
@Path("/api")
@Authenticated
public class ContributionResource {

  private final Contributions contributions;
  private final Users users;
  private final SecurityIdentity identity;

  record Completion(@NotNull @NotEmpty(message = "name every part") List<PutPart> parts) {}

  ContributionResource(Contributions contributions, Users users, SecurityIdentity identity) {
    this.contributions = contributions;
    this.users = users;
    this.identity = identity;
  }

  @POST
  @Path("datanets/{id}/contributions")
  @RolesAllowed("contributor")
  @RunOnVirtualThread
  public Response open(
      @PathParam("id") DatanetId datanet, @NotNull @Valid NewContribution request) {
    return Response.status(201)
        .entity(contributions.open(users.current(identity), datanet, request))
        .build();
  }

  @POST
  @Path("contributions/{id}/complete")
  @RolesAllowed("contributor")
  @RunOnVirtualThread
  public Response complete(
      @PathParam("id") ContributionId id, @NotNull @Valid Completion completion) {
    return Response.accepted(
            contributions.complete(users.current(identity), id, completion.parts()))
        .build();
  }

  @GET
  @Path("contributions")
  @RolesAllowed("contributor")
  @RunOnVirtualThread
  public List<Contribution> mine(@QueryParam("datanetId") @Nullable DatanetId datanet) {
    return contributions.mine(users.current(identity), datanet);
  }

  @GET
  @Path("contributions/{id}")
  @RolesAllowed({"contributor", "curator", "compliance-officer"})
  @RunOnVirtualThread
  public Contribution get(@PathParam("id") ContributionId id) {
    return contributions.getVisible(users.current(identity), id);
  }

  @GET
  @Path("contributions/{id}/records")
  @RolesAllowed({"contributor", "curator", "compliance-officer"})
  @RunOnVirtualThread
  public List<DataRecord> records(@PathParam("id") ContributionId id) {
    return contributions.records(users.current(identity), id);
  }

  @GET
  @Path("contributions/{id}/events")
  @RolesAllowed({"contributor", "curator", "compliance-officer"})
  @Blocking
  @Produces(MediaType.SERVER_SENT_EVENTS)
  @RestStreamElementType(MediaType.APPLICATION_JSON)
  public Multi<Contribution> events(@PathParam("id") ContributionId id) {
    contributions.getVisible(users.current(identity), id);
    return ProgressStream.of(() -> contributions.get(id), row -> row.state().isFinal());
  }
}
