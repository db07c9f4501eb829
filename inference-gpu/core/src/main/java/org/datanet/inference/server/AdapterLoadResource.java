package org.datanet.inference.server;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.arc.properties.IfBuildProperty;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.datanet.kernel.ProblemException;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/// Loads and unloads adapters while the server runs, with vLLM's paths and fields.
@Path("/v1")
@Authenticated
@RunOnVirtualThread
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.TEXT_PLAIN)
@IfBuildProperty(name = "datanet.inference-server.enabled", stringValue = "true")
public class AdapterLoadResource {

  private final LoadedAdapters adapters;

  /// Called by the container.
  AdapterLoadResource(LoadedAdapters adapters) {
    this.adapters = adapters;
  }

  /// Serves a folder's adapter under a name.
  @POST
  @Path("/load_lora_adapter")
  public String load(@Nullable JsonNode body) {
    String name = text(body, "lora_name");
    adapters.load(name, java.nio.file.Path.of(text(body, "lora_path")));
    return "Success: LoRA adapter '" + name + "' added successfully.";
  }

  /// Forgets a name; running calls finish.
  @POST
  @Path("/unload_lora_adapter")
  public String unload(@Nullable JsonNode body) {
    String name = text(body, "lora_name");
    adapters.unload(name);
    return "Success: LoRA adapter '" + name + "' removed successfully.";
  }

  /// vLLM's error shape of these two.
  @ServerExceptionMapper
  Response problem(ProblemException e) {
    return Response.status(e.problem().status())
        .type(MediaType.APPLICATION_JSON)
        .entity(Map.of("object", "error", "message", e.detail(), "code", e.problem().status()))
        .build();
  }

  private static String text(@Nullable JsonNode body, String field) {
    String value = body == null ? "" : body.path(field).asText("");
    if (value.isBlank()) {
      throw LoadedAdapters.invalid(field, "must be a non-empty string");
    }
    return value;
  }
}
