package org.datanet.app.catalog;

import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.datanet.app.users.Users;
import org.datanet.kernel.DatanetId;

/// Datanets: create, list, look at one. All classes with paths below `/api/datanets` share the
/// class path `/api`: with a longer one here, the others would never be reached.
@Path("/api")
@Authenticated
@RunOnVirtualThread
public class DatanetResource {

  private final Datanets datanets;
  private final Users users;
  private final SecurityIdentity identity;

  DatanetResource(Datanets datanets, Users users, SecurityIdentity identity) {
    this.datanets = datanets;
    this.users = users;
    this.identity = identity;
  }

  @POST
  @Path("datanets")
  @RolesAllowed("curator")
  public Response create(@NotNull @Valid DatanetRules rules) {
    Datanet created = datanets.create(users.current(identity), rules);
    return Response.accepted(datanets.counted(created.id())).build();
  }

  @GET
  @Path("datanets")
  public List<CountedDatanet> all() {
    return datanets.all();
  }

  @GET
  @Path("datanets/{id}")
  public CountedDatanet get(@PathParam("id") DatanetId id) {
    return datanets.counted(id);
  }
}
