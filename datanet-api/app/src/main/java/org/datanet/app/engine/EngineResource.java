package org.datanet.app.engine;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.datanet.inference.engine.Engine;
import org.datanet.inference.engine.EngineStatus;

/// What the engine holds and does at this moment: calls waiting and running, pages of its cache,
/// which adapters are resident where, its speed. For those who watch over the platform, because it
/// names who calls.
@Path("/api/engine")
@RolesAllowed("compliance-officer")
@RunOnVirtualThread
public class EngineResource {

  private final Engine engine;

  EngineResource(Engine engine) {
    this.engine = engine;
  }

  @GET
  public EngineStatus status() {
    return engine.status();
  }
}
