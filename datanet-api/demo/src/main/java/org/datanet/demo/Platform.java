package org.datanet.demo;

import java.net.URI;
import java.nio.file.Path;
import java.util.Objects;

/// Where a running platform is.
///
/// @param url the API and portal
/// @param issuer the OIDC issuer
/// @param home folder for the demo's notes
record Platform(URI url, URI issuer, Path home) {

  /// From the system properties `datanet.url`, `datanet.issuer` and `datanet.home`, which the
  /// launcher sets.
  static Platform fromSystemProperties() {
    return new Platform(
        URI.create(property("datanet.url")),
        URI.create(property("datanet.issuer")),
        Path.of(property("datanet.home")));
  }

  private static String property(String name) {
    return Objects.requireNonNull(
        System.getProperty(name), () -> "run it through ./datanet demo: " + name + " is not set");
  }
}
