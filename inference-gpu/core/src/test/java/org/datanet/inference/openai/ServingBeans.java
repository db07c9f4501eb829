package org.datanet.inference.openai;

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
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
import org.datanet.inference.InferenceConfig;
import org.datanet.inference.engine.InferenceService;
import org.datanet.inference.engine.ScriptedDecoder;

/// What an application gives the resource: an engine, a desk, a clock, and who is signed in (the
/// header `X-User`, or the one test token).
class ServingBeans {

  static final String TOKEN = "test-token";
  static final String USER = "0199aaaa-0000-7000-8000-0000000000bb";

  @Produces
  @Singleton
  FakeDesk desk() {
    return new FakeDesk();
  }

  @Produces
  @Singleton
  Clock clock() {
    return Clock.systemUTC();
  }

  @Produces
  @Singleton
  ScriptedDecoder decoder() {
    return new ScriptedDecoder("the ñandú runs.", 2000);
  }

  @Produces
  @Singleton
  InferenceService service(ScriptedDecoder decoder, InferenceConfig config, Clock clock) {
    return new InferenceService(
        decoder,
        decoder,
        (ref, into) -> {
          throw new IOException("no files");
        },
        config,
        clock);
  }

  @ApplicationScoped
  static class HeaderUser implements HttpAuthenticationMechanism {
    @Override
    public Uni<SecurityIdentity> authenticate(
        RoutingContext context, IdentityProviderManager manager) {
      String bearer = context.request().getHeader("Authorization");
      String user =
          ("Bearer " + TOKEN).equals(bearer) ? USER : context.request().getHeader("X-User");
      return user == null
          ? Uni.createFrom().nullItem()
          : Uni.createFrom()
              .item(
                  QuarkusSecurityIdentity.builder()
                      .setPrincipal(new QuarkusPrincipal(user))
                      .addRole("holder")
                      .build());
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
      return Uni.createFrom().item(new ChallengeData(401, null, null));
    }
  }
}
