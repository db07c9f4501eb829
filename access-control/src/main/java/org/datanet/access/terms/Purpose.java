package org.datanet.access.terms;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import org.datanet.access.AccessProblem;
import org.datanet.kernel.ProblemException;

/// What data are used for. JSON and SQL: `train`, `query`.
public enum Purpose {
  TRAIN,
  QUERY;

  @JsonValue
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// @throws ProblemException `field-invalid` for anything else
  @JsonCreator
  public static Purpose of(String code) {
    for (Purpose purpose : values()) {
      if (purpose.code().equals(code)) {
        return purpose;
      }
    }
    throw new ProblemException(
        AccessProblem.FIELD_INVALID,
        "The purpose must be train or query.",
        java.util.List.of(new ProblemException.FieldError("purpose", "must be train or query")));
  }
}
