package org.datanet.access;

import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.datanet.access.decision.DatanetAccessFacts;
import org.datanet.access.decision.DatanetFacts;
import org.datanet.access.grant.LicenceLedger;
import org.datanet.access.terms.Purpose;
import org.datanet.kernel.DatanetId;
import org.datanet.kernel.GrantId;
import org.datanet.kernel.Hash;
import org.datanet.kernel.ProblemException;
import org.datanet.kernel.UserId;
import org.datanet.kernel.UuidV7;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/// Stands in for the application in tests: clock, ids, ports, callers by header, problems as JSON.
public final class TestHouse {

  private TestHouse() {}

  /// The beans the application produces.
  @ApplicationScoped
  public static class Beans {

    @Produces
    @ApplicationScoped
    Clock clock() {
      return Clock.systemUTC();
    }

    @Produces
    @jakarta.inject.Singleton
    UuidV7 ids() {
      return new UuidV7(Clock.systemUTC());
    }
  }

  /// A catalogue that tests fill.
  @ApplicationScoped
  public static class Catalogue implements DatanetFacts {

    private final Map<DatanetId, DatanetAccessFacts> known = new ConcurrentHashMap<>();

    public void put(DatanetId id, DatanetAccessFacts facts) {
      known.put(id, facts);
    }

    @Override
    public Optional<DatanetAccessFacts> of(DatanetId datanet) {
      return Optional.ofNullable(known.get(datanet));
    }
  }

  /// A ledger that remembers what it was told.
  @ApplicationScoped
  public static class Ledger implements LicenceLedger {

    private final List<String> told = new CopyOnWriteArrayList<>();

    public List<String> told() {
      return new ArrayList<>(told);
    }

    @Override
    public Optional<String> grant(
        GrantId grant,
        DatanetId datanet,
        UserId licensee,
        Purpose purpose,
        Instant expiresAt,
        Hash termsHash) {
      told.add("grant " + grant);
      return Optional.empty();
    }

    @Override
    public Optional<String> revoke(
        GrantId grant, DatanetId datanet, UserId licensee, Purpose purpose) {
      told.add("revoke " + grant);
      return Optional.empty();
    }
  }

  /// Believes the header `X-Caller: <user id> role,role`.
  @ApplicationScoped
  public static class Callers implements HttpAuthenticationMechanism {

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager m) {
      String header = context.request().getHeader("X-Caller");
      if (header == null) {
        return Uni.createFrom().nullItem();
      }
      String[] parts = header.split(" ", 2);
      return Uni.createFrom()
          .item(
              QuarkusSecurityIdentity.builder()
                  .setPrincipal(new QuarkusPrincipal(parts[0]))
                  .addRoles(Set.of(parts[1].split(",", -1)))
                  .build());
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
      return Uni.createFrom().item(new ChallengeData(401, null, null));
    }
  }

  /// Renders problems.
  public static class Problems {

    @ServerExceptionMapper
    Response map(ProblemException e) {
      return Response.status(e.problem().status())
          .entity(Map.of("type", e.problem().slug(), "detail", e.detail()))
          .build();
    }
  }
}
