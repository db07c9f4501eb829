package org.datanet.app.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.datanet.kernel.Problem;
import org.datanet.kernel.ProblemException;
import org.datanet.kernel.ProblemException.FieldError;

/// The JSON of a failure (RFC 9457), with `errors` for faulty fields.
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record ProblemDocument(
    String type,
    String title,
    int status,
    String detail,
    String instance,
    List<FieldError> errors) {

  static final MediaType MEDIA_TYPE = new MediaType("application", "problem+json");
  private static final String TYPE_PREFIX = "https://datanet.example/problems/";

  /// An answer of the framework (405, 415, …), with a body that says what its status means.
  static Response of(Response answer, String path) {
    String title = answer.getStatusInfo().getReasonPhrase();
    return Response.fromResponse(answer)
        .type(MEDIA_TYPE)
        .entity(
            new ProblemDocument(
                "about:blank", title, answer.getStatus(), title + ": " + path, path, List.of()))
        .build();
  }

  static Response response(ProblemException e, String path) {
    return response(e.problem(), e.detail(), e.errors(), path);
  }

  static Response response(Problem problem, String detail, List<FieldError> errors, String path) {
    return Response.status(problem.status())
        .type(MEDIA_TYPE)
        .entity(
            new ProblemDocument(
                TYPE_PREFIX + problem.slug(),
                problem.title(),
                problem.status(),
                detail,
                path,
                errors))
        .build();
  }
}
