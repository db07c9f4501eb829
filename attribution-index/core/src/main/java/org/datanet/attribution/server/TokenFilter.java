package org.datanet.attribution.server;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import org.datanet.attribution.AttributionProblem;
import org.datanet.kernel.ProblemException;

/// Turns away who does not show the token. Health and metrics are no resources and stay open.
@Provider
@PreMatching
class TokenFilter implements ContainerRequestFilter {

  private final AccessToken token;

  TokenFilter(AccessToken token) {
    this.token = token;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    if (!token.isShownBy(request.getHeaderString(HttpHeaders.AUTHORIZATION))) {
      throw new ProblemException(
          AttributionProblem.INDEX_TOKEN_INVALID,
          "Send the token of this server: Authorization: Bearer …");
    }
  }
}
