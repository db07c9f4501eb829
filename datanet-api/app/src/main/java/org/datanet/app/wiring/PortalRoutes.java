package org.datanet.app.wiring;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.util.Set;
import org.datanet.app.objects.ObjectsConfig;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Serves the portal's pages: every page has its own URL, and all of them are `index.html`. Files
/// under `/assets` carry their hash in their name and never change; the page itself is asked for
/// anew each time. Pages may load nothing from elsewhere and talk only to this application, the
/// sign-in and the object store.
@ApplicationScoped
public class PortalRoutes {

  /// After authentication has been prepared, before any route.
  private static final int PRIORITY = 50;

  private static final Set<String> NOT_PAGES = Set.of("api", "v1", "q");

  private final String policy;

  /// @param issuer whose origin pages may fetch tokens from
  /// @param objects where browsers put uploads
  PortalRoutes(
      @ConfigProperty(name = "quarkus.oidc.auth-server-url") URI issuer, ObjectsConfig objects) {
    this.policy =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self';"
            + " img-src 'self' data:; connect-src 'self' %s %s; base-uri 'none';"
                .formatted(origin(issuer), origin(objects.endpoint()))
            + " form-action 'self'; frame-ancestors 'none'";
  }

  void register(@Observes Filters filters) {
    filters.register(this::route, PRIORITY);
  }

  private void route(RoutingContext context) {
    String path = context.normalizedPath();
    if (belongsToApi(path) || !reads(context.request().method())) {
      context.next();
    } else if (isPage(path)) {
      context.reroute("/");
    } else {
      context.addHeadersEndHandler(ended ->
          addHeaders(path, context.response().getStatusCode(), context.response().headers()));
      context.next();
    }
  }

  private void addHeaders(String path, int status, MultiMap headers) {
    headers.set("Content-Security-Policy", policy);
    boolean forever = path.startsWith("/assets/") && status / 100 != 4;
    headers.set(
        HttpHeaders.CACHE_CONTROL, forever ? "public, max-age=31536000, immutable" : "no-cache");
  }

  private static boolean reads(HttpMethod method) {
    return method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD);
  }

  private static boolean belongsToApi(String path) {
    int end = path.indexOf('/', 1);
    return NOT_PAGES.contains(path.substring(1, end < 0 ? path.length() : end));
  }

  /// Only files have a dot in their last name; `/` is the page itself.
  private static boolean isPage(String path) {
    return path.length() > 1
        && !path.startsWith("/assets/")
        && path.indexOf('.', path.lastIndexOf('/')) < 0;
  }

  /// Scheme, host and port: what a browser compares.
  private static String origin(URI address) {
    return address.getScheme() + "://" + address.getAuthority();
  }
}
