package org.datanet.attribution.server;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/// `/indexes`: the calls of the package.
@Path("/indexes")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class IndexResource {

  private final IndexAnswers answers;

  /// Called by the container.
  IndexResource(IndexAnswers answers) {
    this.answers = answers;
  }

  /// All indexes, by name.
  @GET
  public byte[] all() {
    return Protocol.bytes(new Protocol.Indexes(answers.stats()));
  }

  /// What one index is.
  @GET
  @Path("{name}")
  public byte[] stat(@PathParam("name") String name) {
    return Protocol.bytes(answers.stat(name));
  }

  /// How often each word occurs, and the longest match at each.
  @POST
  @Path("{name}/words")
  public byte[] words(@PathParam("name") String name, byte[] body) {
    return Protocol.bytes(answers.words(name, body));
  }

  /// Where parts of the words stand.
  @POST
  @Path("{name}/sources")
  public byte[] sources(@PathParam("name") String name, byte[] body) {
    return Protocol.bytes(answers.sources(name, body));
  }

  /// Parts of parts that were accepted earlier.
  @POST
  @Path("{name}/earlier-parts")
  public byte[] earlierParts(@PathParam("name") String name, byte[] body) {
    return Protocol.bytes(answers.earlierParts(name, body));
  }

  /// Whose data an answer is, by this index alone.
  @POST
  @Path("{name}/attributions")
  public byte[] attribution(@PathParam("name") String name, byte[] body) {
    return Protocol.bytes(answers.attribution(name, body));
  }
}
