package org.datanet.governance.keystore;

import org.datanet.kernel.DatanetId;
import org.datanet.kernel.UserId;

/// Whose key it is: `user:UUID`, `datanet:UUID` (a treasury) or `system:NAME`.
public record KeyOwner(String value) {

  public static KeyOwner of(UserId user) {
    return new KeyOwner("user:" + user);
  }

  public static KeyOwner of(DatanetId datanet) {
    return new KeyOwner("datanet:" + datanet);
  }

  public static KeyOwner of(SystemAccount account) {
    return account.owner();
  }

  @Override
  public String toString() {
    return value;
  }
}
