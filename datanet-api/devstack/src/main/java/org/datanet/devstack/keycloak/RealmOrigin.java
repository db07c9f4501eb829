package org.datanet.devstack.keycloak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.datanet.devstack.stack.Http;

/// Tells a realm that was imported earlier where the portal lives now; a realm import happens only
/// once, ports may change between starts. Speaks Keycloak's admin REST API.
final class RealmOrigin {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String base;
  private final String password;

  RealmOrigin(int port, String password) {
    this.base = "http://localhost:" + port;
    this.password = password;
  }

  void allow(String origin) throws IOException {
    String token = "Bearer " + token();
    JsonNode clients =
        JSON.readTree(
            exchange(get("/admin/realms/datanet/clients?clientId=datanet-portal", token)));
    ObjectNode client = (ObjectNode) clients.get(0);
    String redirect = origin + "/*";
    if (client.path("redirectUris").path(0).asText().equals(redirect)) {
      return;
    }
    client.putArray("redirectUris").add(redirect);
    client.putArray("webOrigins").add(origin);
    exchange(
        request("/admin/realms/datanet/clients/" + client.get("id").asText())
            .header("Authorization", token)
            .header("Content-Type", "application/json")
            .PUT(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(client)))
            .build());
  }

  private String token() throws IOException {
    String form =
        "grant_type=password&client_id=admin-cli&username=admin&password="
            + URLEncoder.encode(password, StandardCharsets.UTF_8);
    HttpRequest request =
        request("/realms/master/protocol/openid-connect/token")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build();
    return JSON.readTree(exchange(request)).path("access_token").asText();
  }

  private HttpRequest get(String path, String token) {
    return request(path).header("Authorization", token).build();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofSeconds(20));
  }

  private static String exchange(HttpRequest request) throws IOException {
    HttpResponse<String> response = Http.send(request);
    if (response.statusCode() / 100 != 2) {
      throw new IOException(
          "Keycloak answered " + response.statusCode() + " to " + request.uri().getPath());
    }
    return response.body();
  }
}
