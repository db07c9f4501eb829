package org.datanet.inference.openai;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.datanet.inference.CallDesk;
import org.datanet.inference.Route;
import org.datanet.inference.engine.EngineStatus.Speed;
import org.datanet.kernel.Ppm;
import org.datanet.kernel.ProblemException;
import org.datanet.kernel.TokenAmount;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/// `/v1/routes`: the ways to have a question answered, with what each takes, measured on the calls
/// of the last minutes, and what it costs.
@Path("/v1/routes")
@Authenticated
@RunOnVirtualThread
public class RoutesResource {

  private static final long PRICED_TOKENS = 1000;

  private final Routes routes;
  private final CallDesk desk;
  private final ObjectMapper mapper;

  RoutesResource(Routes routes, CallDesk desk, ObjectMapper mapper) {
    this.routes = routes;
    this.desk = desk;
    this.mapper = mapper;
  }

  /// All routes, the most careful one first.
  ///
  /// @param model with the price of its tokens, and whether it can be asked by each; empty leaves
  ///   prices as parts of any model's
  @GET
  @Produces(MediaType.APPLICATION_JSON)
  public String list(@QueryParam("model") @Nullable String model) {
    ObjectNode reply = mapper.createObjectNode().put("object", "list");
    var data = reply.putArray("data");
    for (Route route : Route.values()) {
      data.add(view(route, model));
    }
    return reply.toString();
  }

  private ObjectNode view(Route route, @Nullable String model) {
    ObjectNode view =
        mapper
            .createObjectNode()
            .put("id", route.id())
            .put("object", "route")
            .put("how", route.how());
    Optional<TokenAmount> price =
        model == null || !routes.offered(route)
            ? Optional.empty()
            : desk.price(model, route, PRICED_TOKENS);
    boolean available = model == null ? routes.offered(route) : price.isPresent();
    view.put("available", available);
    if (available) {
      Speed speed = routes.speed(route);
      view.put("firstTokenMillis", tenths(speed.firstTokenMillis()))
          .put("tokenMillis", tenths(speed.tokenMillis()))
          .put("calls", speed.calls())
          .put("pricePpm", desk.pricePart(route).map(Ppm::value).orElseThrow());
      price.ifPresent(amount -> view.put("pricePerThousandTokens", amount.toString()));
    }
    return view;
  }

  private static double tenths(double value) {
    return Math.round(value * 10) / 10.0;
  }

  /// Errors of this resource only.
  @ServerExceptionMapper
  Response problem(ProblemException e) {
    return ApiError.of(e, mapper);
  }
}
