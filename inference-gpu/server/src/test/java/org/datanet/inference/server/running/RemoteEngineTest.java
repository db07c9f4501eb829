package org.datanet.inference.server.running;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import org.datanet.inference.engine.RemoteEngineContract;

/// The port to an engine elsewhere, against this server.
@QuarkusTest
class RemoteEngineTest extends RemoteEngineContract {

  @Override
  protected String url() {
    return "http://127.0.0.1:" + RestAssured.port;
  }

  @Override
  protected String model() {
    return "base";
  }
}
