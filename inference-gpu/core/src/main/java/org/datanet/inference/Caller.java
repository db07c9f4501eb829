package org.datanet.inference;

import java.util.Set;
import org.datanet.kernel.UserId;

/// The signed-in user who makes a call, with the roles of their token.
public record Caller(UserId user, Set<String> roles) {

  public Caller {
    roles = Set.copyOf(roles);
  }
}
