package org.datanet.access.audit;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.datanet.access.AccessProblem;
import org.datanet.kernel.Hash;
import org.datanet.kernel.ProblemException;

/// The append-only log of every decision about data, a Merkle tree as in RFC 6962. Rows cannot be
/// changed or deleted (database trigger), and any change would break the proofs. Thread-safe;
/// appends are serialised. Batches cost one transaction.
@ApplicationScoped
public class AuditLog {

  private final AuditStore store;

  AuditLog(AuditStore store) {
    this.store = store;
  }

  /// Appends one entry; its index, from 0.
  public long append(AuditEntry entry) {
    return store.append(List.of(entry));
  }

  /// Appends entries in order, all or none; the index of the first.
  public long appendAll(List<AuditEntry> entries) {
    return store.append(entries);
  }

  /// Entries that match, newest first.
  public AuditPage search(AuditQuery query) {
    return new AuditPage(store.search(query), store.head());
  }

  /// Size, root and time of the last append: the value to sign and anchor.
  public AuditHead head() {
    return store.head();
  }

  /// The proof for an entry against the present head.
  ///
  /// @throws ProblemException `not-found` when the log is not that long
  public InclusionProof proof(long index) {
    AuditEntryEntity row = store.find(index).orElseThrow(() -> unknown(index));
    AuditHead head = store.head();
    List<Hash> path = read(nodes -> Rfc6962.inclusion(index, head.size(), nodes));
    return new InclusionProof(
        index,
        head.size(),
        Hash.of(row.leafHash),
        row.entry(),
        Hash.of(row.salt),
        path,
        head.rootHash());
  }

  /// The proof that the log at `firstSize` is a prefix of the present one.
  ///
  /// @throws ProblemException `not-found` when the log never had that size
  public ConsistencyProof consistency(long firstSize) {
    AuditHead head = store.head();
    if (firstSize <= 0 || firstSize > head.size()) {
      throw unknown(firstSize);
    }
    Hash firstRoot = read(nodes -> Rfc6962.root(firstSize, nodes));
    List<Hash> path = read(nodes -> Rfc6962.consistency(firstSize, head.size(), nodes));
    return new ConsistencyProof(firstSize, firstRoot, head.size(), head.rootHash(), path);
  }

  /// Runs the computation twice: once to learn which nodes it wants, once with them.
  private <T> T read(Function<Rfc6962.Nodes, T> computation) {
    Set<Long> wanted = new HashSet<>();
    T unused =
        computation.apply((level, index) -> {
          wanted.add(Frontier.position(level, index));
          return Rfc6962.EMPTY_ROOT;
        });
    Map<Long, Hash> nodes = wanted.isEmpty() ? new HashMap<>() : store.nodes(wanted);
    return computation.apply(
        (level, index) -> Objects.requireNonNull(nodes.get(Frontier.position(level, index))));
  }

  private static ProblemException unknown(long index) {
    return new ProblemException(
        AccessProblem.NOT_FOUND,
        "The audit log has no entry " + index + "; see its head for the size.");
  }
}
