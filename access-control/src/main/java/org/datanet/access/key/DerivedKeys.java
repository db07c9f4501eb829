package org.datanet.access.key;

/// Keys derived from a contributor's key for one Datanet: HMAC keys of 32 bytes for pseudonyms and
/// for the date shift. They die with the key they come from.
public record DerivedKeys(byte[] pseudonymKey, byte[] dateShiftKey) {

  @Override
  public String toString() {
    return "DerivedKeys[secret]";
  }
}
