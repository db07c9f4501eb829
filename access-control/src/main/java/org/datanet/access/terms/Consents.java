package org.datanet.access.terms;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.datanet.access.AccessProblem;
import org.datanet.kernel.ContributionId;
import org.datanet.kernel.Hash;
import org.datanet.kernel.ProblemException;
import org.datanet.kernel.UserId;

/// Who gave what under which texts. A consent never changes; it can only be withdrawn.
@ApplicationScoped
public class Consents {

  private final ConsentStore store;
  private final Terms terms;

  Consents(ConsentStore store, Terms terms) {
    this.store = store;
    this.terms = terms;
  }

  /// Records the consent of a contribution for the purposes both texts cover. A second call for the
  /// same contribution changes nothing and returns the first.
  ///
  /// @throws ProblemException `terms-unknown` when a hash is not of a known text of its kind
  public Consent record(
      ContributionId contribution,
      UserId contributor,
      Hash consentHash,
      Hash licenceHash,
      Instant givenAt) {
    Term consent = terms.require(consentHash, Term.Kind.CONSENT);
    Term licence = terms.require(licenceHash, Term.Kind.LICENCE);
    Set<Purpose> purposes =
        Set.copyOf(consent.purposes().stream().filter(licence.purposes()::contains).toList());
    return store.keep(
        new Consent(
            contribution,
            contributor,
            consentHash,
            licenceHash,
            purposes,
            givenAt.truncatedTo(ChronoUnit.MILLIS),
            null));
  }

  public Optional<Consent> forContribution(ContributionId contribution) {
    return store.find(contribution);
  }

  /// Whether every one of the contributions may now be used for the purpose.
  public boolean cover(Collection<ContributionId> contributions, Purpose purpose) {
    List<Consent> found = store.find(contributions);
    return found.size() == Set.copyOf(contributions).size()
        && found.stream().allMatch(consent -> consent.covers(purpose));
  }

  /// Hashes of the licence texts under which the contributions were given.
  public Set<Hash> licences(Collection<ContributionId> contributions) {
    return store.find(contributions).stream()
        .map(Consent::licenceHash)
        .collect(Collectors.toUnmodifiableSet());
  }

  /// Withdraws from now on; doing it twice keeps the first time.
  ///
  /// @throws ProblemException `consent-missing` when the contribution never had a consent
  public Consent withdraw(ContributionId contribution, Instant at) {
    store.withdraw(contribution, at.truncatedTo(ChronoUnit.MILLIS));
    return store
        .find(contribution)
        .orElseThrow(() ->
            new ProblemException(
                AccessProblem.CONSENT_MISSING,
                "The contribution " + contribution + " was given without a consent."));
  }
}
