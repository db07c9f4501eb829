package org.datanet.curation;

import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.security.identity.request.BaseAuthenticationRequest;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import org.datanet.kernel.ProblemException;
import org.datanet.kernel.UuidV7;

/// What the application provides around this module, in its smallest form.
class TestBeans {

  @Produces
  @Singleton
  Clock clock() {
    return Clock.systemUTC();
  }

  @Produces
  @Singleton
  UuidV7 ids(Clock clock) {
    return new UuidV7(clock);
  }

  /// Believes the headers `X-User` and `X-Role`.
  @ApplicationScoped
  static class HeaderLogin implements HttpAuthenticationMechanism {

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager all) {
      String user = context.request().getHeader("X-User");
      if (user == null) {
        return Uni.createFrom().nullItem();
      }
      return Uni.createFrom()
          .item(
              QuarkusSecurityIdentity.builder()
                  .setPrincipal(new QuarkusPrincipal(user))
                  .addRole(context.request().getHeader("X-Role"))
                  .build());
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
      return Uni.createFrom().item(new ChallengeData(401));
    }

    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
      return Set.of(BaseAuthenticationRequest.class);
    }
  }

  /// Required beside a mechanism; never asked.
  @ApplicationScoped
  static class NoProvider implements IdentityProvider<BaseAuthenticationRequest> {

    @Override
    public Class<BaseAuthenticationRequest> getRequestType() {
      return BaseAuthenticationRequest.class;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(
        BaseAuthenticationRequest request, AuthenticationRequestContext context) {
      return Uni.createFrom().nullItem();
    }
  }

  /// The application's mapper of problems, reduced to status and slug.
  @Provider
  public static class ProblemMapper implements ExceptionMapper<ProblemException> {

    @Override
    public Response toResponse(ProblemException e) {
      return Response.status(e.problem().status())
          .type("application/problem+json")
          .entity(Map.of("type", e.problem().slug(), "detail", e.detail(), "errors", e.errors()))
          .build();
    }
  }
}
