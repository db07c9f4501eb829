package org.datanet.attribution.server;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/// `/indexes`: the calls of the package.
@Path("/indexes")
@RunOnVirtualThread
public class IndexResource {

  private final IndexAnswers answers;

  /// Called by the container.
  IndexResource(IndexAnswers answers) {
    this.answers = answers;
  }

  /// All indexes, by name.
  @GET
  public Response all() {
    return json(new Protocol.Indexes(answers.stats()));
  }

  /// What one index is.
  @GET
  @Path("{name}")
  public Response stat(@PathParam("name") String name) {
    return json(answers.stat(name));
  }

  /// How often each word occurs, and the longest match at each.
  @POST
  @Path("{name}/words")
  public Response words(@PathParam("name") String name, byte[] body) {
    return json(answers.words(name, body));
  }

  /// Where parts of the words stand.
  @POST
  @Path("{name}/sources")
  public Response sources(@PathParam("name") String name, byte[] body) {
    return json(answers.sources(name, body));
  }

  /// Parts of parts that were accepted earlier.
  @POST
  @Path("{name}/earlier-parts")
  public Response earlierParts(@PathParam("name") String name, byte[] body) {
    return json(answers.earlierParts(name, body));
  }

  /// Whose data an answer is, by this index alone.
  @POST
  @Path("{name}/attributions")
  public Response attribution(@PathParam("name") String name, byte[] body) {
    return json(answers.attribution(name, body));
  }

  private static Response json(Object answer) {
    return Response.ok(Protocol.bytes(answer), MediaType.APPLICATION_JSON).build();
  }
}
