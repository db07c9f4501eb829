package org.datanet.inference.openai;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.datanet.kernel.ProblemException;
import org.jspecify.annotations.Nullable;

/// OpenAI's error object with the problem details (RFC 9457) inside.
final class ApiError {

  private ApiError() {}

  static Response of(ProblemException e, ObjectMapper mapper) {
    return Response.status(e.problem().status())
        .type(MediaType.APPLICATION_JSON)
        .entity(body(e, mapper).toString())
        .build();
  }

  static ObjectNode body(ProblemException e, ObjectMapper mapper) {
    ObjectNode reply =
        error(
            mapper,
            e.problem().status(),
            e.detail(),
            e.errors().isEmpty() ? null : e.errors().getFirst().field(),
            e.problem().slug().replace('-', '_'));
    ObjectNode problem = reply.withObjectProperty("error").putObject("problem");
    problem.put("type", "https://datanet.example/problems/" + e.problem().slug());
    problem.put("title", e.problem().title());
    problem.put("status", e.problem().status());
    problem.put("detail", e.detail());
    problem.set("errors", mapper.valueToTree(e.errors()));
    return reply;
  }

  private static ObjectNode error(
      ObjectMapper mapper, int status, String message, @Nullable String param, String code) {
    ObjectNode reply = mapper.createObjectNode();
    reply
        .putObject("error")
        .put("message", message)
        .put("type", type(status))
        .put("param", param)
        .put("code", code);
    return reply;
  }

  /// The error of a request that met no method of this interface, or was stopped before it.
  static ObjectNode body(int status, ObjectMapper mapper) {
    return switch (status) {
      case 401 ->
          error(
              mapper,
              status,
              "Send a valid access token: Authorization: Bearer …",
              null,
              "unauthenticated");
      case 403 -> error(mapper, status, "Your roles do not allow this.", null, "forbidden");
      case 404 ->
          error(
              mapper,
              status,
              "There is no such path. docs/openai.md lists those of /v1.",
              null,
              "not_found");
      case 405 ->
          error(mapper, status, "This path does not know this method.", null, "method_not_allowed");
      case 413 -> error(mapper, status, "The request is too large.", null, "request_too_large");
      case 415 ->
          error(
              mapper,
              status,
              "Send JSON, with Content-Type: application/json.",
              null,
              "unsupported_media_type");
      default ->
          error(
              mapper,
              status,
              status < 500
                  ? "The request is not valid."
                  : "The request failed on our side. Try again.",
              null,
              status < 500 ? "invalid_request" : "internal");
    };
  }

  static String type(int status) {
    return switch (status) {
      case 401 -> "authentication_error";
      case 402 -> "insufficient_quota";
      case 403 -> "permission_error";
      case 429 -> "rate_limit_error";
      default -> status < 500 ? "invalid_request_error" : "server_error";
    };
  }
}
