package org.datanet.attribution.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import java.security.MessageDigest;
import java.util.Set;
import org.datanet.kernel.Hash;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/// The token that callers show. A server that others can reach does not start without one.
@ApplicationScoped
class AccessToken {

  private static final String NONE = "none";
  private static final int MIN_CHARACTERS = 32;
  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "::1", "[::1]", "localhost");

  private final String token;

  /// @param host the address the server listens at
  /// @throws IllegalStateException when the token is too short or missing where one is needed
  AccessToken(
      AttributionServerConfig config, @ConfigProperty(name = "quarkus.http.host") String host) {
    token = config.token();
    if (token.equals(NONE) ? !LOOPBACK.contains(host) : token.length() < MIN_CHARACTERS) {
      throw new IllegalStateException(
          "datanet.attribution-server.token needs at least "
              + MIN_CHARACTERS
              + " characters; none is accepted on a loopback address only, the server is to listen"
              + " at "
              + host);
    }
  }

  /// Checks the settings when the server starts.
  void start(@Observes Startup event) {}

  /// Whether a header `Authorization` shows the token. The time does not tell how much of it fits.
  boolean isShownBy(@Nullable String authorization) {
    return token.equals(NONE)
        || (authorization != null
            && MessageDigest.isEqual(digest(authorization), digest("Bearer " + token)));
  }

  private static byte[] digest(String text) {
    return Hash.sha256(text.getBytes(UTF_8)).bytes();
  }
}
