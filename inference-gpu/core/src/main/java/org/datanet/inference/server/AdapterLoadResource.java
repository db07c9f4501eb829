package org.datanet.inference.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.arc.properties.IfBuildProperty;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.datanet.inference.openai.ApiError;
import org.datanet.kernel.ProblemException;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/// Loads and unloads adapters while the server runs, with vLLM's paths and fields.
@Path("/v1")
@Authenticated
@RunOnVirtualThread
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.TEXT_PLAIN)
@IfBuildProperty(name = "datanet.inference-server.enabled", stringValue = "true")
public class AdapterLoadResource {

  private final LoadedAdapters adapters;
  private final ObjectMapper mapper;

  /// Called by the container.
  AdapterLoadResource(LoadedAdapters adapters, ObjectMapper mapper) {
    this.adapters = adapters;
    this.mapper = mapper;
  }

  /// Serves a folder's adapter under a name.
  @POST
  @Path("/load_lora_adapter")
  public String load(String json) {
    JsonNode body = read(json);
    String name = text(body, "lora_name");
    adapters.load(name, java.nio.file.Path.of(text(body, "lora_path")));
    return "Success: LoRA adapter '" + name + "' added successfully.";
  }

  /// Forgets a name; running calls finish.
  @POST
  @Path("/unload_lora_adapter")
  public String unload(String json) {
    JsonNode body = read(json);
    String name = text(body, "lora_name");
    adapters.unload(name);
    return "Success: LoRA adapter '" + name + "' removed successfully.";
  }

  @ServerExceptionMapper
  Response problem(ProblemException e) {
    return ApiError.of(e, mapper);
  }

  private JsonNode read(String json) {
    try {
      return mapper.readTree(json);
    } catch (JsonProcessingException e) {
      throw LoadedAdapters.invalid("body", "is not JSON: " + e.getOriginalMessage());
    }
  }

  private static String text(JsonNode body, String field) {
    String value = body.path(field).asText("");
    if (value.isBlank()) {
      throw LoadedAdapters.invalid(field, "must be a non-empty string");
    }
    return value;
  }
}
