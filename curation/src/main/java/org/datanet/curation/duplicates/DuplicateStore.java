package org.datanet.curation.duplicates;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.datanet.kernel.ContributionId;
import org.datanet.kernel.DatanetId;
import org.datanet.kernel.Hash;
import org.datanet.kernel.UserId;
import org.datanet.persistence.Transactions;
import org.hibernate.reactive.mutiny.Mutiny;

/// Fingerprints in PostgreSQL, schema `curation`. A counter per Datanet rises with every addition,
/// so that two copies compared at the same time cannot both be found unique.
@ApplicationScoped
class DuplicateStore {

  /// An earlier part that has the same text.
  record Same(Hash textHash, ContributionId contribution, UserId contributor, int ordinal) {}

  /// An earlier part that shares buckets with the part `ordinal` of the new file.
  record Near(
      int ordinal,
      ContributionId contribution,
      UserId contributor,
      int earlierOrdinal,
      Shingles shingles) {}

  private final Transactions transactions;
  private final FingerprintJson json;

  DuplicateStore(Transactions transactions, FingerprintJson json) {
    this.transactions = transactions;
    this.json = json;
  }

  Optional<DuplicateVerdict> verdict(ContributionId contribution) {
    List<String> found =
        transactions.call(session ->
            session
                .createNativeQuery(DuplicateSql.VERDICT, String.class)
                .setParameter("contribution", contribution.value())
                .getResultList());
    return found.stream().findFirst().map(json::verdict);
  }

  /// How often fingerprints were added to a Datanet; read it before comparing.
  long changes(DatanetId datanet) {
    return transactions.call(session ->
        session
            .createNativeQuery(DuplicateSql.ADD_COUNTER)
            .setParameter("datanet", datanet.value())
            .executeUpdate()
            .chain(() ->
                session
                    .createNativeQuery(DuplicateSql.CHANGES, Long.class)
                    .setParameter("datanet", datanet.value())
                    .getSingleResult()));
  }

  /// The earliest part with the same text, for each text that was met before.
  Map<Hash, Same> same(Fingerprint fingerprint) {
    return rows(DuplicateSql.SAME, fingerprint).stream()
        .map(DuplicateStore::same)
        .collect(Collectors.toMap(Same::textHash, Function.identity()));
  }

  /// The parts most likely alike: 20 files for the whole, 3 records for each record.
  List<Near> near(Fingerprint fingerprint) {
    return rows(DuplicateSql.NEAR, fingerprint).stream().map(DuplicateStore::near).toList();
  }

  private List<Object[]> rows(String sql, Fingerprint fingerprint) {
    String parts = json.parts(fingerprint);
    return transactions.call(session ->
        session
            .createNativeQuery(sql, Object[].class)
            .setParameter("parts", parts)
            .setParameter("datanet", fingerprint.datanet().value())
            .setParameter("contribution", fingerprint.contribution().value())
            .getResultList());
  }

  /// Stores a refusal, which does not count against later files.
  void refuse(Fingerprint fingerprint, DuplicateVerdict verdict) {
    transactions.call(session -> addVerdict(session, fingerprint, verdict));
  }

  /// Stores verdict and fingerprints unless the Datanet changed since `changes` was read.
  ///
  /// @return false: compare again
  boolean add(Fingerprint fingerprint, DuplicateVerdict verdict, long changes) {
    return transactions.call(session ->
        session
            .createNativeQuery(DuplicateSql.RAISE_COUNTER)
            .setParameter("datanet", fingerprint.datanet().value())
            .setParameter("changes", changes)
            .executeUpdate()
            .chain(raised ->
                raised == 0
                    ? Uni.createFrom().item(false)
                    : addAll(session, fingerprint, verdict).replaceWith(true)));
  }

  private Uni<Integer> addAll(
      Mutiny.Session session, Fingerprint fingerprint, DuplicateVerdict verdict) {
    return addVerdict(session, fingerprint, verdict)
        .chain(() -> addParts(session, DuplicateSql.ADD_PARTS, fingerprint, true))
        .chain(() -> addParts(session, DuplicateSql.ADD_BANDS, fingerprint, false));
  }

  private Uni<Integer> addVerdict(
      Mutiny.Session session, Fingerprint fingerprint, DuplicateVerdict verdict) {
    return session
        .createNativeQuery(DuplicateSql.ADD_VERDICT)
        .setParameter("contribution", fingerprint.contribution().value())
        .setParameter("datanet", fingerprint.datanet().value())
        .setParameter("verdict", json.text(verdict))
        .executeUpdate();
  }

  private Uni<Integer> addParts(
      Mutiny.Session session, String sql, Fingerprint fingerprint, boolean withContributor) {
    var query =
        session
            .createNativeQuery(sql)
            .setParameter("parts", json.parts(fingerprint))
            .setParameter("contribution", fingerprint.contribution().value())
            .setParameter("datanet", fingerprint.datanet().value());
    return (withContributor
            ? query.setParameter("contributor", fingerprint.contributor().value())
            : query)
        .executeUpdate();
  }

  /// Removes everything kept of a contribution.
  void forget(ContributionId contribution) {
    transactions.call(session ->
        delete(session, "duplicate_verdict", contribution)
            .chain(() -> delete(session, "band", contribution))
            .chain(() -> delete(session, "fingerprint", contribution)));
  }

  private static Uni<Integer> delete(
      Mutiny.Session session, String table, ContributionId contribution) {
    return session
        .createNativeQuery(
            "delete from curation." + table + " where contribution_id = :contribution")
        .setParameter("contribution", contribution.value())
        .executeUpdate();
  }

  private static Same same(Object[] row) {
    return new Same(
        Hash.of((String) row[0]),
        ContributionId.of((String) row[1]),
        UserId.of((String) row[2]),
        ((Number) row[3]).intValue());
  }

  private static Near near(Object[] row) {
    return new Near(
        ((Number) row[0]).intValue(),
        ContributionId.of((String) row[1]),
        UserId.of((String) row[2]),
        ((Number) row[3]).intValue(),
        Shingles.of(Base64.getMimeDecoder().decode((String) row[4])));
  }
}
