package org.datanet.access.terms;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.datanet.kernel.ContributionId;
import org.datanet.persistence.Transactions;
import org.hibernate.reactive.mutiny.Mutiny;

@ApplicationScoped
class ConsentStore {

  private final Transactions transactions;

  ConsentStore(Transactions transactions) {
    this.transactions = transactions;
  }

  /// Keeps the consent unless the contribution has one; the one that stands.
  Consent keep(Consent consent) {
    return transactions.call(session ->
        session
            .find(ConsentEntity.class, consent.contributionId().value())
            .chain(found -> found == null ? insert(session, consent) : same(found)));
  }

  Optional<Consent> find(ContributionId contribution) {
    return transactions.call(session ->
        session
            .find(ConsentEntity.class, contribution.value())
            .map(Optional::ofNullable)
            .map(found -> found.map(ConsentEntity::consent)));
  }

  List<Consent> find(Collection<ContributionId> contributions) {
    List<UUID> ids = contributions.stream().map(ContributionId::value).toList();
    List<ConsentEntity> found =
        transactions.call(session ->
            session
                .createSelectionQuery(
                    "from ConsentEntity where contributionId in :ids", ConsentEntity.class)
                .setParameter("ids", ids)
                .getResultList());
    return found.stream().map(ConsentEntity::consent).toList();
  }

  /// Number of rows changed: 0 when there was nothing to withdraw.
  int withdraw(ContributionId contribution, Instant at) {
    return transactions.call(session ->
        session
            .createMutationQuery(
                "update ConsentEntity set withdrawnAt = :at"
                    + " where contributionId = :id and withdrawnAt is null")
            .setParameter("at", at)
            .setParameter("id", contribution.value())
            .executeUpdate());
  }

  private static Uni<Consent> insert(Mutiny.Session session, Consent consent) {
    return session.persist(new ConsentEntity(consent)).replaceWith(consent);
  }

  private static Uni<Consent> same(ConsentEntity found) {
    return Uni.createFrom().item(found.consent());
  }
}
