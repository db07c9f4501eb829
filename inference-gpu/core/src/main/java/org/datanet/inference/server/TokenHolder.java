package org.datanet.inference.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quarkus.arc.properties.IfBuildProperty;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Singleton;
import java.security.MessageDigest;
import java.util.Set;
import java.util.UUID;
import org.datanet.kernel.Hash;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/// Whoever shows the server's token may call it. A server that others can reach does not start
/// without one.
@Singleton
@IfBuildProperty(name = "datanet.inference-server.enabled", stringValue = "true")
class TokenHolder implements HttpAuthenticationMechanism {

  private static final String NONE = "none";
  private static final int MIN_CHARACTERS = 32;
  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "::1", "[::1]", "localhost");

  /// The platform, as the one user of an engine server.
  private static final String PLATFORM = new UUID(0, 1).toString();

  private final String token;

  /// @param host the address the server listens at
  /// @throws IllegalStateException when the token is too short or missing where one is needed
  TokenHolder(
      InferenceServerConfig config, @ConfigProperty(name = "quarkus.http.host") String host) {
    token = config.token();
    if (token.equals(NONE) ? !LOOPBACK.contains(host) : token.length() < MIN_CHARACTERS) {
      throw new IllegalStateException(
          "datanet.inference-server.token needs at least "
              + MIN_CHARACTERS
              + " characters; none is accepted on a loopback address only, the server is to listen"
              + " at "
              + host);
    }
  }

  /// Checks the settings when the server starts.
  void start(@Observes Startup event) {}

  @Override
  public Uni<SecurityIdentity> authenticate(
      RoutingContext context, IdentityProviderManager manager) {
    String shown = context.request().getHeader("Authorization");
    if (isToken(shown)) {
      return Uni.createFrom()
          .item(
              QuarkusSecurityIdentity.builder()
                  .setPrincipal(new QuarkusPrincipal(PLATFORM))
                  .build());
    }
    return shown == null
        ? Uni.createFrom().nullItem()
        : Uni.createFrom().failure(new AuthenticationFailedException("not the server's token"));
  }

  /// The time does not tell how much of it fits.
  private boolean isToken(@Nullable String authorization) {
    return token.equals(NONE)
        || (authorization != null
            && MessageDigest.isEqual(digest(authorization), digest("Bearer " + token)));
  }

  private static byte[] digest(String text) {
    return Hash.sha256(text.getBytes(UTF_8)).bytes();
  }

  @Override
  public Uni<ChallengeData> getChallenge(RoutingContext context) {
    return Uni.createFrom().item(new ChallengeData(401, "WWW-Authenticate", "Bearer"));
  }
}
