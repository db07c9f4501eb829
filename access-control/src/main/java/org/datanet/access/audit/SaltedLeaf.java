package org.datanet.access.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import org.datanet.kernel.CanonicalJson;
import org.datanet.kernel.Hash;

/// Turns an entry into a leaf that reveals nothing: `leaf(SHA-256(salt || canonical JSON))`, with
/// 32 random bytes of salt per entry. Without the salt nobody can tell or guess the entry.
final class SaltedLeaf {

  private static final ObjectMapper JSON = new ObjectMapper();

  private SaltedLeaf() {}

  static Hash of(AuditEntry entry, Hash salt) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    content.writeBytes(salt.bytes());
    content.writeBytes(canonical(entry));
    return Rfc6962.leaf(Hash.sha256(content.toByteArray()).bytes());
  }

  private static byte[] canonical(AuditEntry entry) {
    try {
      return CanonicalJson.bytes(JSON.writeValueAsString(entry.fields()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a map of strings is always JSON", e);
    }
  }
}
