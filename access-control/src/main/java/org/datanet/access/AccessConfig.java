package org.datanet.access;

import io.smallrye.config.ConfigMapping;

/// Settings of access control.
@ConfigMapping(prefix = "datanet.access")
public interface AccessConfig {

  /// The key that wraps every contributor's key: 32 random bytes in Base64. A secret; losing it
  /// loses all quarantined files.
  String masterKey();
}
