package org.datanet.access.decision;

import io.quarkus.security.identity.SecurityIdentity;
import java.util.Collection;
import java.util.Set;
import org.datanet.access.terms.Purpose;
import org.datanet.kernel.ContributionId;
import org.datanet.kernel.DatanetId;
import org.datanet.kernel.UserId;
import org.jspecify.annotations.Nullable;

/// A question to [AccessDecisions]. Start with [#by] or [#of] and narrow it:
/// `AccessRequest.by(identity, TRAIN, datanet).forPurpose(Purpose.TRAIN)`.
///
/// @param owner contributor of the thing acted on, where it has one
/// @param purpose what the data are wanted for; needed for TRAIN and QUERY
/// @param region where the action happens; null when not known
/// @param licensee whose licence is used; the actor's own unless set
/// @param contributions whose consents must cover the purpose; empty when not checked
/// @param resource what is acted on, e.g. `contribution/…`; only ids, it goes to the audit log
public record AccessRequest(
    UserId actor,
    Set<String> roles,
    Action action,
    DatanetId datanet,
    @Nullable UserId owner,
    @Nullable Purpose purpose,
    @Nullable String region,
    UserId licensee,
    Set<ContributionId> contributions,
    String resource) {

  public AccessRequest {
    roles = Set.copyOf(roles);
    contributions = Set.copyOf(contributions);
  }

  public static AccessRequest of(UserId actor, Set<String> roles, Action action, DatanetId on) {
    return new AccessRequest(
        actor, roles, action, on, null, null, null, actor, Set.of(), "datanet/" + on);
  }

  /// By the caller of the present HTTP request, whose principal's name is a user id.
  public static AccessRequest by(SecurityIdentity identity, Action action, DatanetId on) {
    return of(UserId.of(identity.getPrincipal().getName()), identity.getRoles(), action, on);
  }

  public AccessRequest ownedBy(UserId contributor) {
    return new AccessRequest(
        actor,
        roles,
        action,
        datanet,
        contributor,
        purpose,
        region,
        licensee,
        contributions,
        resource);
  }

  public AccessRequest forPurpose(Purpose wanted) {
    return new AccessRequest(
        actor, roles, action, datanet, owner, wanted, region, licensee, contributions, resource);
  }

  public AccessRequest from(String actorRegion) {
    return new AccessRequest(
        actor,
        roles,
        action,
        datanet,
        owner,
        purpose,
        actorRegion,
        licensee,
        contributions,
        resource);
  }

  public AccessRequest underLicenceOf(UserId holder) {
    return new AccessRequest(
        actor, roles, action, datanet, owner, purpose, region, holder, contributions, resource);
  }

  public AccessRequest touching(Collection<ContributionId> touched) {
    return new AccessRequest(
        actor,
        roles,
        action,
        datanet,
        owner,
        purpose,
        region,
        licensee,
        Set.copyOf(touched),
        resource);
  }

  public AccessRequest on(String what) {
    return new AccessRequest(
        actor, roles, action, datanet, owner, purpose, region, licensee, contributions, what);
  }
}
