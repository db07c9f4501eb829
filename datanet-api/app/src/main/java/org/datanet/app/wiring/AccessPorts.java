package org.datanet.app.wiring;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.datanet.access.audit.AuditEntry;
import org.datanet.access.audit.AuditLog;
import org.datanet.access.decision.DatanetAccessFacts;
import org.datanet.access.decision.DatanetFacts;
import org.datanet.access.grant.LicenceLedger;
import org.datanet.access.terms.Purpose;
import org.datanet.app.catalog.Datanet;
import org.datanet.app.catalog.Datanets;
import org.datanet.app.problem.DenialLog;
import org.datanet.app.users.Users;
import org.datanet.governance.registry.Licences;
import org.datanet.governance.registry.Licences.Licence;
import org.datanet.kernel.DatanetId;
import org.datanet.kernel.GrantId;
import org.datanet.kernel.Hash;
import org.datanet.kernel.UserId;

/// What access control asks of the rest of the house, and what the rest tells it.
@ApplicationScoped
class AccessPorts implements DatanetFacts, LicenceLedger, DenialLog {

  private final Datanets datanets;
  private final Users users;
  private final Licences licences;
  private final AuditLog audit;
  private final Clock clock;

  AccessPorts(Datanets datanets, Users users, Licences licences, AuditLog audit, Clock clock) {
    this.datanets = datanets;
    this.users = users;
    this.licences = licences;
    this.audit = audit;
    this.clock = clock;
  }

  @Override
  public Optional<DatanetAccessFacts> of(DatanetId id) {
    return datanets.find(id).map(this::facts);
  }

  /// Someone named on the whitelist who has never signed in cannot be asking, so only known users
  /// count; a whitelist of strangers still lets nobody in.
  private DatanetAccessFacts facts(Datanet datanet) {
    Set<UserId> listed = users.idsOf(datanet.rules().contributorWhitelist());
    boolean closed = !datanet.rules().contributorWhitelist().isEmpty() && listed.isEmpty();
    return new DatanetAccessFacts(
        datanet.stewardId(),
        closed ? Set.of(datanet.stewardId()) : listed,
        datanet.rules().region(),
        datanet.state() == Datanet.State.FROZEN);
  }

  @Override
  public Optional<String> grant(
      GrantId grant,
      DatanetId datanet,
      UserId licensee,
      Purpose purpose,
      Instant expiresAt,
      Hash termsHash) {
    return licences
        .grant(new Licence(grant, datanet, licensee, purpose.code(), expiresAt, termsHash))
        .txHash()
        .map(Hash::hex);
  }

  @Override
  public Optional<String> revoke(
      GrantId grant, DatanetId datanet, UserId licensee, Purpose purpose) {
    return licences.revoke(grant, "revoked by the steward").txHash().map(Hash::hex);
  }

  @Override
  public void wrongRole(UserId actor, String call) {
    audit.append(
        new AuditEntry(
            Instant.now(clock), actor, "call", call, "", AuditEntry.Outcome.DENY, "role"));
  }
}
