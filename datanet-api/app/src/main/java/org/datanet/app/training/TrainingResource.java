package org.datanet.app.training;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.Multi;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.List;
import org.datanet.app.jobs.ProgressStream;
import org.datanet.app.users.Users;
import org.datanet.kernel.TrainingRunId;
import org.jboss.resteasy.reactive.RestStreamElementType;

/// Training runs: estimate, start, list, watch, stop, resume, compare, and what came out.
@Path("/api/training-runs")
@RolesAllowed("model-builder")
public class TrainingResource {

  private final TrainingRuns runs;
  private final Users users;
  private final SecurityIdentity identity;
  private final AdapterObjects files;
  private final ObjectMapper json;

  TrainingResource(
      TrainingRuns runs,
      Users users,
      SecurityIdentity identity,
      AdapterObjects files,
      ObjectMapper json) {
    this.runs = runs;
    this.users = users;
    this.identity = identity;
    this.files = files;
    this.json = json;
  }

  @POST
  @RunOnVirtualThread
  public Response start(@NotNull @Valid NewRun request) {
    return Response.accepted(runs.start(users.current(identity), request)).build();
  }

  /// What a run would take; nothing is started.
  @POST
  @Path("estimate")
  @RunOnVirtualThread
  public Estimate estimate(@NotNull @Valid NewRun request) {
    return runs.estimate(users.current(identity), request);
  }

  @GET
  @RunOnVirtualThread
  public List<TrainingRun> mine() {
    return runs.mine(users.current(identity).id());
  }

  @GET
  @Path("{id}")
  @RunOnVirtualThread
  public TrainingRun get(@PathParam("id") TrainingRunId id) {
    return runs.getOwn(users.current(identity), id);
  }

  @POST
  @Path("{id}/stop")
  @RunOnVirtualThread
  public TrainingRun stop(@PathParam("id") TrainingRunId id) {
    return runs.stop(users.current(identity), id);
  }

  @POST
  @Path("{id}/resume")
  @RunOnVirtualThread
  public TrainingRun resume(@PathParam("id") TrainingRunId id) {
    return runs.resume(users.current(identity), id);
  }

  @GET
  @Path("{id}/compare")
  @RunOnVirtualThread
  public RunComparison compare(
      @PathParam("id") TrainingRunId id, @NotNull @QueryParam("with") TrainingRunId other) {
    Users.User owner = users.current(identity);
    return RunComparison.of(runs.getOwn(owner, id), runs.getOwn(owner, other), json);
  }

  /// What was measured of the finished adapter beside its base model.
  @GET
  @Path("{id}/evaluation")
  @Produces(MediaType.APPLICATION_JSON)
  @RunOnVirtualThread
  public String evaluation(@PathParam("id") TrainingRunId id) {
    return runs.evaluation(users.current(identity), id);
  }

  /// What went into the run, how it was learnt, what came out: `training.json`.
  @GET
  @Path("{id}/manifest")
  @Produces(MediaType.APPLICATION_JSON)
  @RunOnVirtualThread
  public InputStream manifest(@PathParam("id") TrainingRunId id) {
    return files.manifest(runs.content(users.current(identity), id));
  }

  /// What the run's adapter is made of, as CycloneDX 1.6.
  @GET
  @Path("{id}/bill-of-materials")
  @Produces("application/vnd.cyclonedx+json")
  @RunOnVirtualThread
  public InputStream bill(@PathParam("id") TrainingRunId id) {
    return files.bill(runs.content(users.current(identity), id));
  }

  @GET
  @Path("{id}/events")
  @Blocking
  @Produces(MediaType.SERVER_SENT_EVENTS)
  @RestStreamElementType(MediaType.APPLICATION_JSON)
  public Multi<TrainingRun> events(@PathParam("id") TrainingRunId id) {
    runs.getOwn(users.current(identity), id);
    return ProgressStream.of(() -> runs.get(id), run -> run.state().isFinal());
  }
}
