package org.datanet.anonymization;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Applies operators under one pair of keys. For one document; not thread-safe.
final class Replacements {

  private static final int MAX_SHIFT_DAYS = 365;
  private static final int PSEUDONYM_BYTES = 4;

  private final Mac pseudonyms;
  private final int shiftDays;
  private final People people;
  private final boolean dayFirst;

  Replacements(SubjectKeys keys, People people, boolean dayFirst) {
    this.pseudonyms = mac(keys.pseudonymKey());
    this.shiftDays = shiftDays(mac(keys.dateShiftKey()));
    this.people = people;
    this.dayFirst = dayFirst;
  }

  String replace(String found, EntityType type, Operator operator) {
    return switch (operator) {
      case REDACT -> "[" + type + "]";
      case PSEUDONYM -> "[" + type + "-" + pseudonym(found, type) + "]";
      case DATE_SHIFT -> shift(found, type);
      case GENERALISE -> found.replaceFirst("\\d+", "90+");
    };
  }

  private String shift(String found, EntityType type) {
    return WrittenDate.parse(found, dayFirst)
        .map(date -> date.notation().apply(date.day().plusDays(shiftDays)))
        .orElse("[" + type + "]");
  }

  private String pseudonym(String found, EntityType type) {
    String same =
        type == EntityType.NAME
            ? people.canonical(found)
            : Words.fold(found).replaceAll("[^\\p{L}\\p{N}@]", "");
    byte[] mac = pseudonyms.doFinal((type + "|" + same).getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(mac, 0, PSEUDONYM_BYTES);
  }

  /// Between 1 and 365 days, either way.
  private static int shiftDays(Mac mac) {
    byte[] digest = mac.doFinal("date-shift".getBytes(StandardCharsets.UTF_8));
    int days = 1 + Math.floorMod(ByteBuffer.wrap(digest).getInt(), MAX_SHIFT_DAYS);
    return (digest[4] & 1) == 0 ? days : -days;
  }

  private static Mac mac(byte[] key) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }
}
