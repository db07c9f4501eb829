package org.datanet.access.audit;

import java.util.List;
import org.datanet.kernel.Hash;

/// One run of the consistency check of RFC 9162, section 2.1.4.2: rebuilds both roots from the
/// proof.
final class ConsistencyCheck {

  private final List<Hash> proof;
  private long node;
  private long last;
  private Hash first;
  private Hash second;

  ConsistencyCheck(long firstSize, long secondSize, List<Hash> proof) {
    this.proof = proof;
    this.node = firstSize - 1;
    this.last = secondSize - 1;
    this.first = proof.getFirst();
    this.second = proof.getFirst();
    while ((node & 1) == 1) {
      up();
    }
  }

  boolean matches(Hash firstRoot, Hash secondRoot) {
    for (Hash hash : proof.subList(1, proof.size())) {
      if (last == 0) {
        return false;
      }
      take(hash);
      up();
    }
    return last == 0 && first.equals(firstRoot) && second.equals(secondRoot);
  }

  private void take(Hash hash) {
    if ((node & 1) == 1 || node == last) {
      first = Rfc6962.node(hash, first);
      second = Rfc6962.node(hash, second);
      while ((node & 1) == 0 && node != 0) {
        up();
      }
    } else {
      second = Rfc6962.node(second, hash);
    }
  }

  private void up() {
    node >>= 1;
    last >>= 1;
  }
}
