package org.datanet.app.problem;

import org.datanet.kernel.UserId;

/// Writes a refusal by role into the audit log; a port because the log belongs to access control.
public interface DenialLog {

  /// @param call method and path, without query or body
  void wrongRole(UserId actor, String call);
}
