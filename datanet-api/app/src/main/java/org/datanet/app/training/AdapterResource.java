package org.datanet.app.training;

import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.List;
import org.datanet.app.users.Users;
import org.datanet.kernel.AdapterId;

/// Published adapters: publish, list, freeze.
@Path("/api/adapters")
@Authenticated
@RunOnVirtualThread
public class AdapterResource {

  private final Adapters adapters;
  private final Users users;
  private final SecurityIdentity identity;
  private final AdapterObjects files;

  record Reason(@NotBlank(message = "say why; it is on record") String reason) {}

  AdapterResource(Adapters adapters, Users users, SecurityIdentity identity, AdapterObjects files) {
    this.adapters = adapters;
    this.users = users;
    this.identity = identity;
    this.files = files;
  }

  @POST
  @RolesAllowed("model-builder")
  public Response publish(@NotNull @Valid PublishRequest request) {
    return Response.accepted(adapters.publish(users.current(identity), request)).build();
  }

  @GET
  public List<Adapter> all() {
    return adapters.all();
  }

  @GET
  @Path("{id}")
  public Adapter get(@PathParam("id") AdapterId id) {
    return adapters.get(id);
  }

  /// What the adapter is made of, with licences and hashes, as CycloneDX 1.6.
  @GET
  @Path("{id}/bill-of-materials")
  @Produces("application/vnd.cyclonedx+json")
  public InputStream bill(@PathParam("id") AdapterId id) {
    return files.bill(adapters.get(id).contentHash());
  }

  @POST
  @Path("{id}/freeze")
  @RolesAllowed({"compliance-officer", "model-builder"})
  public Adapter freeze(@PathParam("id") AdapterId id, @NotNull @Valid Reason reason) {
    return adapters.freeze(users.current(identity), id, reason.reason());
  }

  @POST
  @Path("{id}/unfreeze")
  @RolesAllowed({"compliance-officer", "model-builder"})
  public Adapter unfreeze(@PathParam("id") AdapterId id, @NotNull @Valid Reason reason) {
    return adapters.unfreeze(users.current(identity), id, reason.reason());
  }
}
