package org.datanet.devstack.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class RealmTemplateTest {

  @Test
  void fillsInThePortalsOriginAndTheSecret() throws Exception {
    String text = RealmTemplate.render("http://localhost:4711", "s3cret");
    assertThat(text).doesNotContain("@APP_ORIGIN@").doesNotContain("@API_SECRET@");
    JsonNode portal = client(new ObjectMapper().readTree(text), "datanet-portal");
    assertThat(portal.path("redirectUris").path(0).asText()).isEqualTo("http://localhost:4711/*");
    assertThat(portal.path("webOrigins").path(0).asText()).isEqualTo("http://localhost:4711");
    assertThat(portal.path("attributes").path("pkce.code.challenge.method").asText())
        .isEqualTo("S256");
  }

  @Test
  void hasTheFiveRolesAndDemoUsersWithFixedIds() throws Exception {
    JsonNode realm = new ObjectMapper().readTree(RealmTemplate.render("http://localhost:1", "s"));
    assertThat(texts(realm.path("roles").path("realm"), "name"))
        .containsExactlyInAnyOrder(
            "contributor", "curator", "compliance-officer", "model-builder", "holder");
    assertThat(texts(realm.path("users"), "id")).doesNotHaveDuplicates().hasSize(13);
    assertThat(
            StreamSupport.stream(realm.path("users").spliterator(), false)
                .filter(user -> user.path("realmRoles").toString().contains("contributor")))
        .hasSize(8);
  }

  private static JsonNode client(JsonNode realm, String id) {
    return StreamSupport.stream(realm.path("clients").spliterator(), false)
        .filter(client -> client.path("clientId").asText().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> texts(JsonNode list, String field) {
    return StreamSupport.stream(list.spliterator(), false)
        .map(item -> item.path(field).asText())
        .toList();
  }
}
