package org.datanet.access.grant;

/// REQUESTED → GRANTING → GRANTED → REVOKED or EXPIRED; REQUESTED → DENIED. While GRANTING the
/// licence waits for its confirmation on the L2; should that fail it is REQUESTED again.
public enum GrantState {
  REQUESTED,
  GRANTING,
  GRANTED,
  DENIED,
  REVOKED,
  EXPIRED
}
