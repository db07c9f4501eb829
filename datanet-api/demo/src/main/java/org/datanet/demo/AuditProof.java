package org.datanet.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import org.datanet.kernel.CanonicalJson;
import org.datanet.kernel.Hash;

/// Checks an inclusion proof of the audit log as a stranger would: RFC 6962 (section 2.1.1),
/// written from the specification without the platform's code.
final class AuditProof {

  private AuditProof() {}

  /// Whether entry and salt give the leaf and the path leads from it to the root.
  static boolean holds(JsonNode proof) {
    Hash leaf = leaf(proof);
    if (!leaf.hex().equals(proof.path("leafHash").asText())) {
      return false;
    }
    long index = proof.path("index").asLong();
    long last = proof.path("size").asLong() - 1;
    byte[] node = leaf.bytes();
    for (JsonNode sibling : proof.path("path")) {
      byte[] other = Hash.of(sibling.asText()).bytes();
      if (index % 2 == 1 || index == last) {
        node = join(other, node);
        while (index % 2 == 0 && index != 0) {
          index >>= 1;
          last >>= 1;
        }
      } else {
        node = join(node, other);
      }
      index >>= 1;
      last >>= 1;
    }
    return last == 0 && Arrays.equals(node, Hash.of(proof.path("rootHash").asText()).bytes());
  }

  private static Hash leaf(JsonNode proof) {
    byte[] salt = Hash.of(proof.path("salt").asText()).bytes();
    byte[] entry = CanonicalJson.bytes(proof.path("entry").toString());
    byte[] commitment = Hash.sha256(concat(salt, entry)).bytes();
    return Hash.sha256(concat(new byte[] {0}, commitment));
  }

  private static byte[] join(byte[] left, byte[] right) {
    return Hash.sha256(concat(new byte[] {1}, concat(left, right))).bytes();
  }

  private static byte[] concat(byte[] a, byte[] b) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(a);
    out.writeBytes(b);
    return out.toByteArray();
  }
}
