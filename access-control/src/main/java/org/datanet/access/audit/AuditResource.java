package org.datanet.access.audit;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.function.Function;
import org.datanet.access.AccessProblem;
import org.datanet.kernel.ProblemException;
import org.datanet.kernel.UserId;
import org.jspecify.annotations.Nullable;

/// The compliance officer's view of the audit log.
@Path("/api/audit")
@RolesAllowed("compliance-officer")
@RunOnVirtualThread
public class AuditResource {

  private final AuditLog log;

  AuditResource(AuditLog log) {
    this.log = log;
  }

  /// Searches the log; times are ISO-8601 UTC.
  @GET
  public AuditPage search(
      @QueryParam("actor") @Nullable String actor,
      @QueryParam("action") @Nullable String action,
      @QueryParam("resource") @Nullable String resource,
      @QueryParam("decision") @Nullable String decision,
      @QueryParam("from") @Nullable String from,
      @QueryParam("to") @Nullable String to,
      @QueryParam("before") @Nullable Long before,
      @QueryParam("limit") @DefaultValue("100") int limit) {
    return log.search(
        new AuditQuery(
            read("actor", actor, UserId::of, "a user id (UUID)"),
            blankToNull(action),
            blankToNull(resource),
            read("decision", decision, AuditEntry.Outcome::valueOf, "ALLOW or DENY"),
            read("from", from, Instant::parse, "a time such as 2026-01-31T00:00:00Z"),
            read("to", to, Instant::parse, "a time such as 2026-01-31T00:00:00Z"),
            before,
            limit));
  }

  @GET
  @Path("/head")
  public AuditHead head() {
    return log.head();
  }

  /// The inclusion proof of one entry.
  @GET
  @Path("/{index: \\d+}/proof")
  public InclusionProof proof(@jakarta.ws.rs.PathParam("index") long index) {
    return log.proof(index);
  }

  /// The proof that nothing before `first` entries was changed since.
  @GET
  @Path("/consistency")
  public ConsistencyProof consistency(@QueryParam("first") long first) {
    return log.consistency(first);
  }

  private static @Nullable String blankToNull(@Nullable String text) {
    return text == null || text.isBlank() ? null : text;
  }

  private static <T> @Nullable T read(
      String field, @Nullable String text, Function<String, T> reader, String expected) {
    if (text == null || text.isBlank()) {
      return null;
    }
    try {
      return reader.apply(text.trim());
    } catch (RuntimeException e) {
      throw new ProblemException(
          AccessProblem.FIELD_INVALID,
          "The parameter " + field + " must be " + expected + ".",
          java.util.List.of(new ProblemException.FieldError(field, "must be " + expected)));
    }
  }
}
