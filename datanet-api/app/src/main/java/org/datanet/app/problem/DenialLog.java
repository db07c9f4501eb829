package org.datanet.app.problem;

import io.quarkus.security.identity.SecurityIdentity;

/// Writes a refusal by role into the audit log; a port because the log belongs to access control.
public interface DenialLog {

  /// @param call method and path, without query or body
  void wrongRole(SecurityIdentity identity, String call);
}
