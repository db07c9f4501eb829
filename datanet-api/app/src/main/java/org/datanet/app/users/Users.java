package org.datanet.app.users;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.datanet.kernel.UserId;
import org.eclipse.microprofile.jwt.JsonWebToken;

/// The people who have signed in. Their user name is kept here only, so that other tables, the
/// audit log and the chain need nothing but the subject.
@ApplicationScoped
public class Users {

  private final UserStore store;
  private final Clock clock;
  private final Map<UserId, String> seen = new ConcurrentHashMap<>();

  /// The caller of a request.
  public record User(UserId id, String username, Set<String> roles) {
    public boolean hasRole(String role) {
      return roles.contains(role);
    }
  }

  Users(UserStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /// The caller; their user name is remembered on first sight.
  public User current(SecurityIdentity identity) {
    UserId id = UserId.of(identity.getPrincipal().getName());
    String username =
        identity.getPrincipal() instanceof JsonWebToken token
                && token.getClaim("preferred_username") instanceof String claim
            ? claim
            : id.toString();
    if (!username.equals(seen.get(id))) {
      store.remember(id, username, Instant.now(clock));
      seen.put(id, username);
    }
    return new User(id, username, identity.getRoles());
  }

  public String nameOf(UserId id) {
    String known = seen.get(id);
    return known != null ? known : store.nameOf(id).orElse(id.toString());
  }

  public Optional<UserId> idOf(String username) {
    return store.idOf(username);
  }

  /// Subjects of those of the named users who have signed in at least once.
  public Set<UserId> idsOf(Collection<String> usernames) {
    return store.idsOf(usernames);
  }
}
