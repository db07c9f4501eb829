package org.datanet.inference.openai;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.RouteConstants;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/// Gives every error under `/v1` OpenAI's shape, also those that the platform answers: a wrong path
/// or method, a missing sign-in, a body that is too large.
@Singleton
class ErrorShape {

  private static final String PREFIX = "/v1/";
  private static final int BEFORE_BODIES_ARE_READ = 1000;
  private static final int AFTER_RESOURCES = RouteConstants.ROUTE_ORDER_AFTER_DEFAULT + 100_000;

  private final ObjectMapper mapper;
  private final long mostBytes;

  ErrorShape(
      ObjectMapper mapper,
      @ConfigProperty(name = "quarkus.http.limits.max-body-size", defaultValue = "10240K")
          MemorySize most) {
    this.mapper = mapper;
    this.mostBytes = most.asLongValue();
  }

  @ServerResponseFilter
  void shape(ContainerRequestContext request, ContainerResponseContext response) {
    boolean ours = ("/" + request.getUriInfo().getPath()).replace("//", "/").startsWith(PREFIX);
    boolean shaped = response.getEntity() instanceof String text && text.startsWith("{\"error\":");
    if (ours && response.getStatus() >= 400 && !shaped) {
      response.setEntity(
          ApiError.body(response.getStatus(), mapper).toString(),
          null,
          MediaType.APPLICATION_JSON_TYPE);
    }
  }

  /// Bodies above the platform's limit never reach a resource.
  void limit(@Observes Filters filters) {
    filters.register(this::refuseLarge, BEFORE_BODIES_ARE_READ);
  }

  /// What no resource answered.
  void unknown(@Observes Router router) {
    router.route(PREFIX + "*").order(AFTER_RESOURCES).handler(routing -> end(routing, 404));
  }

  private void refuseLarge(RoutingContext routing) {
    String length = routing.request().getHeader(HttpHeaders.CONTENT_LENGTH);
    boolean large =
        length != null && length.matches("\\d{1,18}") && Long.parseLong(length) > mostBytes;
    if (!large || !String.valueOf(routing.request().path()).startsWith(PREFIX)) {
      routing.next();
      return;
    }
    routing.response().putHeader(HttpHeaders.CONNECTION, "close");
    end(routing, 413);
  }

  private void end(RoutingContext routing, int status) {
    routing
        .response()
        .setStatusCode(status)
        .putHeader(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON)
        .end(ApiError.body(status, mapper).toString());
  }
}
