package org.datanet.app.jobs;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.smallrye.jwt.build.Jwt;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

/// Access tokens as the identity provider would sign them, with a key made for this test run, and
/// the two documents of a provider by which the application verifies them.
public class SignedTokens implements QuarkusTestResourceLifecycleManager {

  private static final String SIGNING_KEY = "test.signing-key";
  private static final String ISSUER = "quarkus.oidc.auth-server-url";
  private static final String KEY_ID = "test";

  private @Nullable HttpServer server;

  @Override
  public Map<String, String> start() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      KeyPair pair = generator.generateKeyPair();
      String issuer = serve((RSAPublicKey) pair.getPublic());
      return Map.of(
          ISSUER,
          issuer,
          SIGNING_KEY,
          Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String serve(RSAPublicKey key) throws IOException {
    HttpServer started =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    String issuer = "http://localhost:" + started.getAddress().getPort();
    started.createContext(
        "/.well-known/openid-configuration",
        exchange ->
            answer(
                exchange, "{\"issuer\":\"" + issuer + "\",\"jwks_uri\":\"" + issuer + "/keys\"}"));
    started.createContext("/keys", exchange -> answer(exchange, keys(key)));
    started.start();
    server = started;
    return issuer;
  }

  private static String keys(RSAPublicKey key) {
    return "{\"keys\":[{\"kty\":\"RSA\",\"use\":\"sig\",\"alg\":\"RS256\",\"kid\":\"%s\",\"n\":\"%s\",\"e\":\"%s\"}]}"
        .formatted(KEY_ID, number(key.getModulus()), number(key.getPublicExponent()));
  }

  /// Unsigned, big-endian (RFC 7518).
  private static String number(BigInteger value) {
    byte[] bytes = value.toByteArray();
    int sign = bytes[0] == 0 ? 1 : 0;
    byte[] unsigned = Arrays.copyOfRange(bytes, sign, bytes.length);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(unsigned);
  }

  private static void answer(HttpExchange exchange, String json) throws IOException {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void stop() {
    if (server != null) {
      server.stop(0);
    }
  }

  public static String of(UUID user, String... roles) {
    return Jwt.issuer(config(ISSUER))
        .subject(user.toString())
        .preferredUserName("user-" + user)
        .audience("datanet-api")
        .claim("realm_access", Map.of("roles", List.of(roles)))
        .jws()
        .keyId(KEY_ID)
        .sign(key());
  }

  private static PrivateKey key() {
    byte[] encoded = Base64.getDecoder().decode(config(SIGNING_KEY));
    try {
      return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(encoded));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String config(String name) {
    return ConfigProvider.getConfig().getValue(name, String.class);
  }
}
