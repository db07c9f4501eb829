package org.datanet.app.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ValidationException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.stream.Collectors;
import org.datanet.kernel.ProblemException;
import org.datanet.kernel.ProblemException.FieldError;
import org.datanet.kernel.UserId;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/// The one place where a failure becomes an answer. A caller's mistake says what to do; a bug says
/// nothing but 500 and is logged.
public class ProblemMappers {

  private static final Logger LOG = Logger.getLogger(ProblemMappers.class);

  private final DenialLog denials;
  private final SecurityIdentity identity;

  ProblemMappers(DenialLog denials, SecurityIdentity identity) {
    this.denials = denials;
    this.identity = identity;
  }

  @ServerExceptionMapper
  public Response problem(ProblemException e, ContainerRequestContext request) {
    return ProblemDocument.response(e, path(request));
  }

  @ServerExceptionMapper(priority = 1)
  public Response invalid(ConstraintViolationException e, ContainerRequestContext request) {
    List<FieldError> errors =
        e.getConstraintViolations().stream()
            .map(v -> new FieldError(fieldOf(v.getPropertyPath().toString()), v.getMessage()))
            .toList();
    return ProblemDocument.response(
        AppProblem.INVALID_INPUT, summary(errors), errors, path(request));
  }

  @ServerExceptionMapper(priority = 1)
  public Response unreadable(JsonMappingException e, ContainerRequestContext request) {
    String field =
        e.getPath().stream()
            .map(r -> r.getFieldName() == null ? "[" + r.getIndex() + "]" : r.getFieldName())
            .collect(Collectors.joining("."));
    List<FieldError> errors = List.of(new FieldError(field.isEmpty() ? "body" : field, reason(e)));
    return ProblemDocument.response(
        AppProblem.INVALID_INPUT, summary(errors), errors, path(request));
  }

  /// The framework has a mapper of its own for this type, which answers without a body.
  @ServerExceptionMapper(priority = 1)
  public Response mismatched(MismatchedInputException e, ContainerRequestContext request) {
    return unreadable(e, request);
  }

  @ServerExceptionMapper(priority = 1)
  public Response notJson(JsonProcessingException e, ContainerRequestContext request) {
    List<FieldError> errors =
        List.of(new FieldError("body", "not JSON: " + e.getOriginalMessage()));
    return ProblemDocument.response(
        AppProblem.INVALID_INPUT, summary(errors), errors, path(request));
  }

  /// A path or query parameter that is no id is an id that does not exist.
  @ServerExceptionMapper
  public Response framework(WebApplicationException e, ContainerRequestContext request) {
    Throwable cause = e.getCause();
    if (cause instanceof JsonMappingException mapping) {
      return unreadable(mapping, request);
    }
    if (cause instanceof JsonProcessingException json) {
      return notJson(json, request);
    }
    int status = e.getResponse().getStatus();
    if (status == 404) {
      return ProblemDocument.response(
          AppProblem.NOT_FOUND, "No such path or id: " + path(request), List.of(), path(request));
    }
    return status < 400 ? e.getResponse() : ProblemDocument.of(e.getResponse(), path(request));
  }

  /// Role checks fail on the event loop, which must not wait for the log: it is written beside.
  @ServerExceptionMapper(priority = 1)
  public Response forbidden(ForbiddenException e, ContainerRequestContext request) {
    if (!identity.isAnonymous()) {
      UserId actor = UserId.of(identity.getPrincipal().getName());
      String call = request.getMethod() + " " + path(request);
      Thread.startVirtualThread(() -> denials.wrongRole(actor, call));
    }
    return ProblemDocument.response(
        AppProblem.FORBIDDEN,
        "Your roles "
            + identity.getRoles().stream().sorted().toList()
            + " do not include one this"
            + " call needs. Ask an administrator for the role, or sign in as another user.",
        List.of(),
        path(request));
  }

  @ServerExceptionMapper(priority = 1)
  public Response unauthorized(UnauthorizedException e, ContainerRequestContext request) {
    return unauthenticated(request);
  }

  @ServerExceptionMapper(priority = 1)
  public Response authenticationFailed(
      AuthenticationFailedException e, ContainerRequestContext request) {
    return unauthenticated(request);
  }

  /// A constraint that itself failed; the framework's own answer would show the stack.
  @ServerExceptionMapper(priority = 1)
  public Response brokenConstraint(ValidationException e, ContainerRequestContext request) {
    return bug(e, request);
  }

  @ServerExceptionMapper
  public Response bug(RuntimeException e, ContainerRequestContext request) {
    LOG.errorf(e, "Unexpected failure of %s %s", request.getMethod(), path(request));
    return ProblemDocument.response(
        AppProblem.INTERNAL,
        "The request failed on our side. Try again; if it fails again, report the time.",
        List.of(),
        path(request));
  }

  private static Response unauthenticated(ContainerRequestContext request) {
    return ProblemDocument.response(
        AppProblem.UNAUTHENTICATED,
        "Send a valid access token of this platform: Authorization: Bearer …",
        List.of(),
        path(request));
  }

  private static String summary(List<FieldError> errors) {
    return errors.stream()
        .map(e -> e.field() + ": " + e.message())
        .collect(Collectors.joining("; "));
  }

  /// Drops the method and parameter name that the validator puts before the field.
  private static String fieldOf(String propertyPath) {
    String[] parts = propertyPath.split("\\.", 3);
    return (parts.length < 3 ? propertyPath : parts[2]).replace(".<list element>", "");
  }

  private static String reason(JsonMappingException e) {
    if (e instanceof UnrecognizedPropertyException unknown) {
      return "unknown field; known are " + known(unknown);
    }
    if (e instanceof MismatchedInputException mismatch && mismatch.getTargetType() != null) {
      return "not readable as " + mismatch.getTargetType().getSimpleName();
    }
    Throwable root = e;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    String message =
        root instanceof JsonProcessingException json
            ? json.getOriginalMessage()
            : root.getMessage();
    return message == null ? "not readable" : message;
  }

  private static String known(UnrecognizedPropertyException unknown) {
    return unknown.getKnownPropertyIds().stream()
        .map(Object::toString)
        .sorted()
        .collect(Collectors.joining(", "));
  }

  private static String path(ContainerRequestContext request) {
    return request.getUriInfo().getPath();
  }
}
