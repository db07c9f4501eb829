package org.datanet.attribution.server;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import org.datanet.attribution.server.Protocol.ProblemDocument;
import org.datanet.kernel.ProblemException;

/// Failures of the server as problem documents (RFC 9457). A bug says nothing but 500 and is
/// logged.
@Provider
class ProblemMapper implements ExceptionMapper<RuntimeException> {

  private static final Logger LOG = System.getLogger(ProblemMapper.class.getName());

  private final UriInfo uri;

  ProblemMapper(@Context UriInfo uri) {
    this.uri = uri;
  }

  @Override
  public Response toResponse(RuntimeException e) {
    return switch (e) {
      case ProblemException problem -> known(problem);
      case WebApplicationException framework -> plain(framework.getResponse());
      default -> {
        LOG.log(Level.ERROR, "Unexpected failure of " + uri.getPath(), e);
        yield plain(Response.serverError().build());
      }
    };
  }

  private Response known(ProblemException e) {
    Response.ResponseBuilder response = Response.status(e.problem().status());
    if (e.problem().status() == 401) {
      response.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
    }
    return document(
        response,
        new ProblemDocument(
            Protocol.PROBLEM_PREFIX + e.problem().slug(),
            e.problem().title(),
            e.problem().status(),
            e.detail(),
            uri.getPath(),
            e.errors()));
  }

  private Response plain(Response answer) {
    String title = answer.getStatusInfo().getReasonPhrase();
    return document(
        Response.fromResponse(answer),
        new ProblemDocument(
            "about:blank",
            title,
            answer.getStatus(),
            title + ": " + uri.getPath(),
            uri.getPath(),
            List.of()));
  }

  private static Response document(Response.ResponseBuilder response, ProblemDocument document) {
    return response.type("application/problem+json").entity(Protocol.bytes(document)).build();
  }
}
