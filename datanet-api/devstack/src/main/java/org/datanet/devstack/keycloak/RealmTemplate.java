package org.datanet.devstack.keycloak;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/// The realm `datanet` as Keycloak imports it, with the portal's origin and the API client's secret
/// filled in.
final class RealmTemplate {

  private RealmTemplate() {}

  static String render(String appOrigin, String apiSecret) throws IOException {
    try (InputStream template = RealmTemplate.class.getResourceAsStream("/datanet-realm.json")) {
      if (template == null) {
        throw new IOException("the realm template is missing from the jar");
      }
      return new String(template.readAllBytes(), StandardCharsets.UTF_8)
          .replace("@APP_ORIGIN@", appOrigin)
          .replace("@API_SECRET@", apiSecret);
    }
  }
}
