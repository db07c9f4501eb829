package org.datanet.anonymization;

/// The secret keys under which pseudonyms and date shifts are made: HMAC-SHA-256 keys of at least
/// 16 bytes. Destroying them makes the pseudonyms unlinkable.
public record SubjectKeys(byte[] pseudonymKey, byte[] dateShiftKey) {

  private static final int MIN_BYTES = 16;

  public SubjectKeys {
    if (pseudonymKey.length < MIN_BYTES || dateShiftKey.length < MIN_BYTES) {
      throw new IllegalArgumentException("keys have at least " + MIN_BYTES + " bytes");
    }
    pseudonymKey = pseudonymKey.clone();
    dateShiftKey = dateShiftKey.clone();
  }

  @Override
  public String toString() {
    return "SubjectKeys[secret]";
  }
}
