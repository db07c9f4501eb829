package org.datanet.app.wiring;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.datanet.kernel.Hash;

/// Tells everybody which base model this installation runs, under which licence, and why.
@Path("/api/base-model")
@RunOnVirtualThread
public class BaseModelResource {

  private final BaseModel base;

  /// The base model as people see it.
  ///
  /// @param licence SPDX id
  /// @param parameters number of weights
  /// @param contextTokens longest context it was made for
  /// @param reason why it is this one
  record Card(
      String name,
      Hash fingerprint,
      String licence,
      long parameters,
      int contextTokens,
      String reason) {}

  BaseModelResource(BaseModel base) {
    this.base = base;
  }

  @GET
  @PermitAll
  public Card card() {
    return new Card(
        base.name(),
        base.fingerprint(),
        base.licence(),
        base.parameters(),
        base.contextTokens(),
        base.reason());
  }
}
