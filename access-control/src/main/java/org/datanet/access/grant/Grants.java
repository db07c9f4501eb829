package org.datanet.access.grant;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.datanet.access.AccessProblem;
import org.datanet.access.terms.Purpose;
import org.datanet.access.terms.Term;
import org.datanet.access.terms.Terms;
import org.datanet.kernel.DatanetId;
import org.datanet.kernel.GrantId;
import org.datanet.kernel.Hash;
import org.datanet.kernel.ProblemException;
import org.datanet.kernel.UserId;
import org.datanet.kernel.UuidV7;
import org.jspecify.annotations.Nullable;

/// Licences from request to end. A licence counts only once it is confirmed on the ledger, and no
/// longer from the moment it is revoked. Who may decide is checked by the callers of this class.
@ApplicationScoped
public class Grants {

  private final GrantStore store;
  private final LicenceLedger ledger;
  private final Terms terms;
  private final Clock clock;
  private final UuidV7 ids;

  Grants(GrantStore store, LicenceLedger ledger, Terms terms, Clock clock, UuidV7 ids) {
    this.store = store;
    this.ledger = ledger;
    this.terms = terms;
    this.clock = clock;
    this.ids = ids;
  }

  /// What somebody asks for; without `termsHash` the commercial licence is meant.
  public record Wish(
      DatanetId datanet, Purpose purpose, String justification, @Nullable Hash termsHash) {}

  /// Keeps a request, state REQUESTED.
  ///
  /// @throws ProblemException `terms-unknown`
  public Grant request(UserId licensee, String licenseeName, Wish wish) {
    Hash licence =
        wish.termsHash() == null
            ? terms.defaultLicence().hash()
            : terms.require(wish.termsHash(), Term.Kind.LICENCE).hash();
    return store.insert(
        new Grant(
            new GrantId(ids.next()),
            wish.datanet(),
            licensee,
            licenseeName,
            wish.purpose(),
            wish.justification(),
            licence,
            GrantState.REQUESTED,
            null,
            null,
            null,
            now(),
            null));
  }

  /// @throws ProblemException `not-found`
  public Grant get(GrantId id) {
    return store.find(id).orElseThrow(() -> GrantStore.unknown(id)).at(now());
  }

  /// Newest first, at most 1,000; null does not restrict.
  public List<Grant> list(@Nullable DatanetId datanet, @Nullable GrantState state) {
    Instant now = now();
    return store.list(datanet).stream()
        .map(grant -> grant.at(now))
        .filter(grant -> state == null || grant.state() == state)
        .toList();
  }

  /// REQUESTED → GRANTING, and hands the licence to the ledger.
  ///
  /// @throws ProblemException `expiry-in-past`, `not-found`, `wrong-state`
  public Grant grant(GrantId id, UserId decidedBy, Instant expiresAt) {
    if (!expiresAt.isAfter(now())) {
      throw new ProblemException(
          AccessProblem.EXPIRY_IN_PAST,
          "The licence would have expired already; choose a later time.",
          List.of(new ProblemException.FieldError("expiresAt", "must be in the future")));
    }
    Grant granting =
        store.change(
            id,
            GrantState.REQUESTED,
            row -> {
              decide(row, GrantState.GRANTING, decidedBy, null);
              row.expiresAt = expiresAt.truncatedTo(ChronoUnit.SECONDS);
            });
    handOver(granting);
    return get(id);
  }

  /// REQUESTED → DENIED.
  public Grant deny(GrantId id, UserId decidedBy, String reason) {
    return store.change(
        id, GrantState.REQUESTED, row -> decide(row, GrantState.DENIED, decidedBy, reason));
  }

  /// GRANTED → REVOKED at once, then told to the ledger.
  public Grant revoke(GrantId id, UserId decidedBy, String reason) {
    Grant revoked =
        store.change(
            id, GrantState.GRANTED, row -> decide(row, GrantState.REVOKED, decidedBy, reason));
    ledger.revoke(id, revoked.datanetId(), revoked.licenseeId(), revoked.purpose());
    return revoked;
  }

  /// The ledger confirmed the licence: GRANTING → GRANTED. Told twice, the second changes nothing.
  public Grant confirmed(GrantId id, String txHash) {
    Grant grant = get(id);
    if (grant.state() != GrantState.GRANTING) {
      return grant;
    }
    return store.change(
        id,
        GrantState.GRANTING,
        row -> {
          row.state = GrantState.GRANTED;
          row.txHash = txHash;
        });
  }

  /// The ledger refused the licence: GRANTING → REQUESTED with the reason, so it can be tried
  /// again.
  public Grant failed(GrantId id, String reason) {
    Grant grant = get(id);
    if (grant.state() != GrantState.GRANTING) {
      return grant;
    }
    return store.change(
        id,
        GrantState.GRANTING,
        row -> {
          row.state = GrantState.REQUESTED;
          row.reason = reason;
        });
  }

  /// Hands every licence that still waits for confirmation to the ledger again; call after a start.
  public void resume() {
    store.granting().forEach(this::handOver);
  }

  /// The licence that allows the purpose now, the one that lasts longest.
  public Optional<Grant> activeGrant(
      UserId licensee, DatanetId datanet, Purpose purpose, Instant now) {
    return store.of(licensee, datanet, purpose).stream()
        .filter(grant -> grant.isActive(now))
        .findFirst();
  }

  private void handOver(Grant grant) {
    Instant expiresAt = grant.expiresAt() == null ? now() : grant.expiresAt();
    ledger.grant(
        grant.id(),
        grant.datanetId(),
        grant.licenseeId(),
        grant.purpose(),
        expiresAt,
        grant.termsHash());
  }

  private void decide(
      GrantEntity row, GrantState state, UserId decidedBy, @Nullable String reason) {
    row.state = state;
    row.decidedBy = decidedBy.value();
    row.decidedAt = now();
    row.reason = reason;
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
