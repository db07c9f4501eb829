package org.datanet.access.audit;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.datanet.kernel.UserId;

/// One decision about data: who asked for what, for which purpose, when, and which rule decided.
/// Every field is a code or an id, never a name or text of a contributor. `at` is cut to
/// milliseconds. An empty purpose means that the action needs none.
public record AuditEntry(
    Instant at,
    UserId actorId,
    String action,
    String resource,
    String purpose,
    Outcome decision,
    String rule) {

  /// What was decided.
  public enum Outcome {
    ALLOW,
    DENY
  }

  public AuditEntry {
    at = at.truncatedTo(ChronoUnit.MILLIS);
  }

  /// The fields by name, in text form: the input of the leaf.
  @JsonValue
  public Map<String, String> fields() {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("at", at.toString());
    fields.put("actorId", actorId.toString());
    fields.put("action", action);
    fields.put("resource", resource);
    fields.put("purpose", purpose);
    fields.put("decision", decision.name());
    fields.put("rule", rule);
    return fields;
  }
}
