package org.datanet.inference.openai;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.datanet.inference.InferenceConfig;
import org.datanet.inference.embedding.Encoder;
import org.datanet.kernel.ProblemException;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/// `/v1/embeddings`: vectors of texts, by the shipped encoder. Any signed-in user may call; nothing
/// of a Datanet is read, so nothing is charged and no receipt is made. Each call leaves a line in
/// the log.
@Path("/v1/embeddings")
@Authenticated
@Singleton
@RunOnVirtualThread
public class EmbeddingsResource {

  private static final System.Logger LOG = System.getLogger(EmbeddingsResource.class.getName());

  private final SecurityIdentity identity;
  private final InferenceConfig config;
  private final ObjectMapper mapper;
  private @Nullable Encoder encoder;

  /// Called by the container.
  public EmbeddingsResource(
      SecurityIdentity identity, InferenceConfig config, ObjectMapper mapper) {
    this.identity = identity;
    this.config = config;
    this.mapper = mapper;
  }

  /// Embeds one or several texts.
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  public String embed(String body) {
    EmbeddingRequest request = EmbeddingRequest.read(mapper, body, encoder());
    LOG.log(
        System.Logger.Level.INFO,
        "embeddings: {0} texts, {1} tokens, for {2}",
        request.inputs().size(),
        request.tokens(),
        identity.getPrincipal().getName());
    return request.answer(mapper, encoder()).toString();
  }

  /// Loaded with the first call, because many installations never make one.
  private synchronized Encoder encoder() {
    if (encoder == null) {
      encoder = Encoder.load(config.threads());
    }
    return encoder;
  }

  /// Errors of this resource only.
  @ServerExceptionMapper
  Response problem(ProblemException e) {
    return ApiError.of(e, mapper);
  }

  @PreDestroy
  synchronized void close() {
    if (encoder != null) {
      encoder.close();
    }
  }
}
