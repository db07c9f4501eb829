package org.datanet.devstack.stack;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A component that could not be started; the message names it and ends with the last lines of its
/// log.
public final class ComponentFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ComponentFailed(
      String component, String reason, List<String> lastLines, @Nullable Throwable cause) {
    super(
        component
            + " could not be started: "
            + reason
            + (lastLines.isEmpty() ? "" : "\n  | " + String.join("\n  | ", lastLines)),
        cause);
  }
}
