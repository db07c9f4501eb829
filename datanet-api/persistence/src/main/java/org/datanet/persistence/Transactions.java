package org.datanet.persistence;

import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Function;
import java.util.function.Supplier;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/// Runs one reactive transaction and waits for it on a blocking thread (virtual, worker or job).
/// Only `*Store` classes call it; any other `await` on a Hibernate Reactive Uni deadlocks or fails
/// under load (HR000068, HR000069).
@ApplicationScoped
public class Transactions {

  private final Mutiny.SessionFactory sessions;

  Transactions(Mutiny.SessionFactory sessions) {
    this.sessions = sessions;
  }

  /// Commits when the work succeeds, rolls back when it fails. The work is one sequential chain on
  /// the given session; it must not be kept across calls.
  ///
  /// @throws RuntimeException whatever the work failed with
  public <T extends @Nullable Object> T call(Function<Mutiny.Session, Uni<T>> work) {
    return await(() -> sessions.withTransaction(work));
  }

  /// One query that changes nothing and locks nothing, a transaction in itself: a single exchange
  /// with the database where [#call] needs three.
  ///
  /// @throws RuntimeException whatever the query failed with
  public <T extends @Nullable Object> T read(Function<Mutiny.Session, Uni<T>> query) {
    return await(() -> sessions.withSession(query));
  }

  private static <T extends @Nullable Object> T await(Supplier<Uni<T>> work) {
    try {
      return VertxContextSupport.subscribeAndAwait(work);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
