package org.datanet.kernel;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.UUID;

/// Makes UUIDs of version 7 (RFC 9562): 48 bits of Unix milliseconds, then random bits, so that ids
/// sort by creation time. Thread-safe.
public final class UuidV7 {

  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  public UuidV7(Clock clock) {
    this.clock = clock;
  }

  public UUID next() {
    long high = (clock.millis() << 16) | 0x7000L | (random.nextInt() & 0x0fffL);
    long low = (random.nextLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low);
  }
}
