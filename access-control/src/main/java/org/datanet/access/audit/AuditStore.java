package org.datanet.access.audit;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.datanet.kernel.Hash;
import org.datanet.persistence.Transactions;
import org.hibernate.reactive.mutiny.Mutiny;

/// The log in PostgreSQL. Appends are serialised by a row lock on the head, so the tree never
/// forks.
@ApplicationScoped
class AuditStore {

  private final Transactions transactions;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  AuditStore(Transactions transactions, Clock clock) {
    this.transactions = transactions;
    this.clock = clock;
  }

  /// The index of the first appended entry; the others follow.
  long append(List<AuditEntry> entries) {
    return transactions.call(session ->
        session
            .find(AuditHeadEntity.class, AuditHeadEntity.ONLY, LockModeType.PESSIMISTIC_WRITE)
            .chain(head -> append(session, head, entries)));
  }

  private Uni<Long> append(Mutiny.Session session, AuditHeadEntity head, List<AuditEntry> entries) {
    Frontier frontier = head.frontier();
    long first = frontier.size();
    List<Object> rows = new ArrayList<>();
    for (AuditEntry entry : entries) {
      Hash salt = salt();
      Hash leaf = SaltedLeaf.of(entry, salt);
      rows.add(new AuditEntryEntity(frontier.size(), entry, salt, leaf));
      frontier.append(leaf, (position, hash) -> rows.add(new AuditNodeEntity(position, hash)));
    }
    head.advance(frontier, clock.instant());
    return session.persistAll(rows.toArray()).replaceWith(first);
  }

  AuditHead head() {
    return transactions.call(session ->
        session.find(AuditHeadEntity.class, AuditHeadEntity.ONLY).map(AuditHeadEntity::head));
  }

  Optional<AuditEntryEntity> find(long index) {
    return transactions.call(
        session -> session.find(AuditEntryEntity.class, index).map(Optional::ofNullable));
  }

  Map<Long, Hash> nodes(Set<Long> positions) {
    List<AuditNodeEntity> found =
        transactions.call(session ->
            session
                .createSelectionQuery(
                    "from AuditNodeEntity where position in :positions", AuditNodeEntity.class)
                .setParameter("positions", positions)
                .getResultList());
    Map<Long, Hash> nodes = new HashMap<>();
    found.forEach(node -> nodes.put(node.position, Hash.of(node.hash)));
    return nodes;
  }

  List<LoggedEntry> search(AuditQuery query) {
    Map<String, Object> parameters = new LinkedHashMap<>();
    String hql = hql(query, parameters);
    List<AuditEntryEntity> found =
        transactions.call(session -> {
          var selection = session.createSelectionQuery(hql, AuditEntryEntity.class);
          parameters.forEach(selection::setParameter);
          return selection.setMaxResults(query.limit()).getResultList();
        });
    return found.stream().map(AuditEntryEntity::logged).toList();
  }

  private static String hql(AuditQuery query, Map<String, Object> parameters) {
    List<String> conditions = new ArrayList<>();
    conditions.add("1 = 1");
    restrict(
        conditions,
        parameters,
        "actorId = :",
        "actor",
        query.actor() == null ? null : query.actor().value());
    restrict(conditions, parameters, "action = :", "action", query.action());
    restrict(conditions, parameters, "resource = :", "resource", query.resource());
    restrict(conditions, parameters, "decision = :", "decision", query.decision());
    restrict(conditions, parameters, "at >= :", "from", query.from());
    restrict(conditions, parameters, "at < :", "to", query.to());
    restrict(conditions, parameters, "index < :", "before", query.before());
    return "from AuditEntryEntity where "
        + String.join(" and ", conditions)
        + " order by index desc";
  }

  private static void restrict(
      List<String> conditions,
      Map<String, Object> parameters,
      String condition,
      String name,
      @org.jspecify.annotations.Nullable Object value) {
    if (value != null) {
      conditions.add(condition + name);
      parameters.put(name, value);
    }
  }

  private Hash salt() {
    byte[] salt = new byte[32];
    random.nextBytes(salt);
    return Hash.of(salt);
  }
}
