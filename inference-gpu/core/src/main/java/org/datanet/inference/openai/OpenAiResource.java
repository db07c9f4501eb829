package org.datanet.inference.openai;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.OutputStream;
import java.time.Clock;
import java.util.Optional;
import org.datanet.inference.CallDesk;
import org.datanet.inference.Caller;
import org.datanet.inference.InferenceProblem;
import org.datanet.inference.StoredAnswer;
import org.datanet.kernel.ProblemException;
import org.datanet.kernel.UserId;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/// `/v1`: the OpenAI-compatible interface. Any signed-in user may call; the desk decides what they
/// may use. Errors have OpenAI's shape with the problem details inside.
@Path("/v1")
@Authenticated
@RunOnVirtualThread
public class OpenAiResource {

  private static final int LONGEST_KEY = 200;

  private final SecurityIdentity identity;
  private final CallDesk desk;
  private final Routes routes;
  private final Clock clock;
  private final ObjectMapper mapper;

  /// Called by the container.
  OpenAiResource(
      SecurityIdentity identity, CallDesk desk, Routes routes, Clock clock, ObjectMapper mapper) {
    this.identity = identity;
    this.desk = desk;
    this.routes = routes;
    this.clock = clock;
    this.mapper = mapper;
  }

  /// The models the caller may name.
  @GET
  @Path("/models")
  public Response models() {
    return json(200, replies().models(desk.models(caller())).toString());
  }

  /// One of the models the caller may name.
  @GET
  @Path("/models/{id}")
  public Response model(@PathParam("id") String id) {
    return desk.models(caller()).stream()
        .filter(model -> model.id().equals(id))
        .findFirst()
        .map(model -> json(200, replies().model(model).toString()))
        .orElseThrow(() ->
            new ProblemException(
                InferenceProblem.MODEL_NOT_FOUND,
                "There is no model " + id + " for you. GET /v1/models lists yours."));
  }

  /// Continues a text.
  @POST
  @Path("/completions")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response completions(
      @HeaderParam("Idempotency-Key") @Nullable String key,
      @Context RoutingContext http,
      String body) {
    return answer(Endpoint.COMPLETIONS, key, http, body);
  }

  /// Answers a conversation.
  @POST
  @Path("/chat/completions")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response chat(
      @HeaderParam("Idempotency-Key") @Nullable String key,
      @Context RoutingContext http,
      String body) {
    return answer(Endpoint.CHAT, key, http, body);
  }

  private Response answer(
      Endpoint endpoint, @Nullable String key, RoutingContext http, String body) {
    Admission admission = new Admission(routes, desk, clock, mapper);
    OpenAiRequest request = admission.read(endpoint, body);
    return switch (admission.admit(request, caller(), idempotencyKey(key))) {
      case Admission.Outcome.Replayed replayed -> replay(request, replayed.answer());
      case Admission.Outcome.Started started -> run(request, started.call(), http);
    };
  }

  private Response replay(OpenAiRequest request, StoredAnswer stored) {
    if (!request.delivery().stream()) {
      return json(200, stored.responseJson());
    }
    return events(out -> stream(out, request).write(request.endpoint(), stored));
  }

  private Response run(OpenAiRequest request, RunningCall call, RoutingContext http) {
    cancelWhenClientLeaves(call, http);
    if (!request.delivery().stream()) {
      return json(200, call.run(piece -> {}).reply().toString());
    }
    return events(out -> stream(out, request).write(call));
  }

  private static void cancelWhenClientLeaves(RunningCall call, RoutingContext http) {
    http.addEndHandler(ended -> call.cancel());
    if (http.response().closed()) { // left before the handler stood
      call.cancel();
    }
  }

  private EventStream stream(OutputStream out, OpenAiRequest request) {
    return new EventStream(out, replies(), request.delivery().includeUsage());
  }

  /// Errors of this resource only; all others go the platform's way.
  @ServerExceptionMapper
  Response problem(ProblemException e) {
    Response error = ApiError.of(e, mapper);
    return error.getStatus() != 429
        ? error
        : Response.fromResponse(error)
            .header("Retry-After", routes.engine().retryAfter().toSeconds())
            .build();
  }

  private Caller caller() {
    return new Caller(UserId.of(identity.getPrincipal().getName()), identity.getRoles());
  }

  private static Optional<String> idempotencyKey(@Nullable String key) {
    if (key != null && (key.isBlank() || key.length() > LONGEST_KEY)) {
      throw new ProblemException(
          InferenceProblem.INVALID_REQUEST,
          "Idempotency-Key must have 1 to " + LONGEST_KEY + " characters.");
    }
    return Optional.ofNullable(key);
  }

  private Replies replies() {
    return new Replies(mapper, new Probabilities(mapper, routes.engine().vocabulary()));
  }

  private static Response json(int status, String body) {
    return Response.status(status).type(MediaType.APPLICATION_JSON).entity(body).build();
  }

  private static Response events(StreamingOutput output) {
    return Response.ok(output)
        .type(MediaType.SERVER_SENT_EVENTS)
        .header("Cache-Control", "no-store")
        .header("X-Accel-Buffering", "no")
        .build();
  }
}
