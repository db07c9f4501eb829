package org.datanet.app.users;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.datanet.kernel.UserId;
import org.datanet.persistence.Transactions;

@ApplicationScoped
class UserStore {

  private final Transactions transactions;

  UserStore(Transactions transactions) {
    this.transactions = transactions;
  }

  void remember(UserId id, String username, Instant at) {
    transactions.call(session ->
        session
            .createNativeQuery(
                "insert into app.app_user(id, username, first_seen) values (?1, ?2, ?3)"
                    + " on conflict (id) do update set username = excluded.username")
            .setParameter(1, id.value())
            .setParameter(2, username)
            .setParameter(3, at)
            .executeUpdate());
  }

  Optional<String> nameOf(UserId id) {
    return Optional.ofNullable(
            transactions.call(session -> session.find(UserEntity.class, id.value())))
        .map(user -> user.username);
  }

  Optional<UserId> idOf(String username) {
    return idsOf(Set.of(username)).stream().findFirst();
  }

  Set<UserId> idsOf(Collection<String> usernames) {
    if (usernames.isEmpty()) {
      return Set.of();
    }
    return transactions
        .read(session ->
            session
                .createQuery("select u.id from AppUser u where u.username in ?1", UUID.class)
                .setParameter(1, usernames)
                .getResultList())
        .stream()
        .map(UserId::new)
        .collect(Collectors.toSet());
  }
}
