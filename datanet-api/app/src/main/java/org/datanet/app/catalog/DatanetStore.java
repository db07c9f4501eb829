package org.datanet.app.catalog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.datanet.kernel.Address;
import org.datanet.kernel.CanonicalJson;
import org.datanet.kernel.DatanetId;
import org.datanet.kernel.Hash;
import org.datanet.kernel.UserId;
import org.datanet.persistence.Transactions;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class DatanetStore {

  private static final Counts NONE = new Counts(0, 0);

  private final Transactions transactions;
  private final ObjectMapper json;

  private record Counts(long records, long contributors) {}

  DatanetStore(Transactions transactions, ObjectMapper json) {
    this.transactions = transactions;
    this.json = json;
  }

  void insert(Datanet datanet) {
    DatanetEntity row = new DatanetEntity();
    row.id = datanet.id().value();
    row.stewardId = datanet.stewardId().value();
    row.rules = canonical(datanet.rules());
    row.rulesHash = datanet.rulesHash().hex();
    row.treasury = datanet.treasury().hex();
    row.state = datanet.state();
    row.createdAt = datanet.createdAt();
    transactions.call(session -> session.persist(row));
  }

  Optional<Datanet> find(DatanetId id) {
    return Optional.ofNullable(
            transactions.read(session -> session.find(DatanetEntity.class, id.value())))
        .map(this::view);
  }

  CountedDatanet counted(Datanet datanet) {
    UUID id = datanet.id().value();
    return counted(datanet, counts(id).getOrDefault(id, NONE));
  }

  List<CountedDatanet> all() {
    Map<UUID, Counts> counts = counts(null);
    return transactions
        .call(session ->
            session
                .createQuery("from Datanet d order by d.createdAt", DatanetEntity.class)
                .getResultList())
        .stream()
        .map(row -> counted(view(row), counts.getOrDefault(row.id, NONE)))
        .toList();
  }

  List<UUID> withState(Datanet.State state) {
    return transactions.call(session ->
        session
            .createQuery("select d.id from Datanet d where d.state = ?1", UUID.class)
            .setParameter(1, state)
            .getResultList());
  }

  void setState(
      DatanetId id, Datanet.State state, @Nullable String txHash, @Nullable String failure) {
    transactions.call(session ->
        session
            .createMutationQuery(
                "update Datanet d set d.state = ?2, d.txHash = coalesce(?3, d.txHash),"
                    + " d.failure = ?4 where d.id = ?1")
            .setParameter(1, id.value())
            .setParameter(2, state)
            .setParameter(3, txHash)
            .setParameter(4, failure)
            .executeUpdate());
  }

  /// The exact text that is hashed and registered.
  String canonical(DatanetRules rules) {
    try {
      return CanonicalJson.text(json.writeValueAsString(rules));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("rules are always JSON", e);
    }
  }

  /// @param datanet null for all
  private Map<UUID, Counts> counts(@Nullable UUID datanet) {
    return transactions
        .call(session ->
            session
                .createNativeQuery(
                    "select c.datanet_id, count(r.id), count(distinct c.contributor_id)"
                        + " from app.contribution c join app.record r on r.contribution_id ="
                        + " c.id where c.state = 'ACCEPTED' and r.state = 'CLEAN'"
                        + " and (c.datanet_id = ?1 or cast(?1 as uuid) is null)"
                        + " group by c.datanet_id",
                    Object[].class)
                .setParameter(1, datanet)
                .getResultList())
        .stream()
        .collect(
            Collectors.toMap(
                row -> (UUID) row[0],
                row -> new Counts(((Number) row[1]).longValue(), ((Number) row[2]).longValue())));
  }

  private static CountedDatanet counted(Datanet datanet, Counts counts) {
    return new CountedDatanet(datanet, counts.records(), counts.contributors());
  }

  private Datanet view(DatanetEntity row) {
    try {
      return new Datanet(
          new DatanetId(row.id),
          new UserId(row.stewardId),
          json.readValue(row.rules, DatanetRules.class),
          Hash.of(row.rulesHash),
          Address.of(row.treasury),
          row.state,
          row.txHash,
          row.failure,
          row.createdAt);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("stored rules are always JSON", e);
    }
  }
}
