package org.datanet.attribution.corpus;

import java.nio.ByteBuffer;
import java.util.UUID;
import org.datanet.kernel.Hash;

/// A UUID version 8 (RFC 9562, section 5.8): the first 16 bytes of a digest, six bits of which say
/// version and variant.
public final class DerivedUuid {

  private DerivedUuid() {}

  public static UUID of(Hash digest) {
    ByteBuffer bytes = ByteBuffer.wrap(digest.bytes());
    long high = bytes.getLong() & ~0xf000L | 0x8000L;
    long low = bytes.getLong() >>> 2 | Long.MIN_VALUE;
    return new UUID(high, low);
  }
}
