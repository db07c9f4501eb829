package org.datanet.app.version;

import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.Multi;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.datanet.app.jobs.ProgressStream;
import org.datanet.app.users.Users;
import org.datanet.kernel.DatanetId;
import org.datanet.kernel.DatasetVersionId;
import org.jboss.resteasy.reactive.RestStreamElementType;

/// Dataset versions: build, list, look at one, watch it being built.
@Path("/api")
@Authenticated
public class VersionResource {

  private final Versions versions;
  private final Users users;
  private final SecurityIdentity identity;

  record NewVersion(@NotNull @Size(max = 500, message = "at most 500 characters") String note) {}

  VersionResource(Versions versions, Users users, SecurityIdentity identity) {
    this.versions = versions;
    this.users = users;
    this.identity = identity;
  }

  @POST
  @Path("datanets/{id}/versions")
  @RolesAllowed("curator")
  @RunOnVirtualThread
  public Response create(@PathParam("id") DatanetId datanet, @NotNull @Valid NewVersion request) {
    return Response.accepted(versions.create(users.current(identity), datanet, request.note()))
        .build();
  }

  @GET
  @Path("datanets/{id}/versions")
  @RunOnVirtualThread
  public List<DatasetVersion> ofDatanet(@PathParam("id") DatanetId datanet) {
    return versions.ofDatanet(datanet);
  }

  @GET
  @Path("versions/{id}")
  @RunOnVirtualThread
  public DatasetVersion get(@PathParam("id") DatasetVersionId id) {
    return versions.get(id);
  }

  @GET
  @Path("versions/{id}/events")
  @Blocking
  @Produces(MediaType.SERVER_SENT_EVENTS)
  @RestStreamElementType(MediaType.APPLICATION_JSON)
  public Multi<DatasetVersion> events(@PathParam("id") DatasetVersionId id) {
    versions.get(id);
    return ProgressStream.of(() -> versions.get(id), row -> !row.state().isBeingBuilt());
  }
}
