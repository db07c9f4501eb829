package org.datanet.access.decision;

import java.util.Locale;

/// What somebody may want to do with a Datanet or something in it.
public enum Action {
  CONTRIBUTE,
  REVIEW,
  READ,
  WITHDRAW,
  VERSION,
  REQUEST_ACCESS,
  GRANT,
  TRAIN,
  QUERY,
  FREEZE;

  /// The name in the audit log, e.g. `request-access`.
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
