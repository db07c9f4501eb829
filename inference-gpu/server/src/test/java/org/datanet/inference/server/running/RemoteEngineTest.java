package org.datanet.inference.server.running;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.nio.file.Path;
import java.time.Clock;
import org.datanet.inference.Configs;
import org.datanet.inference.engine.Engine;
import org.datanet.inference.engine.EngineContract;
import org.datanet.inference.engine.RemoteEngine;
import org.datanet.inference.model.Tokenizer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// The port to an engine elsewhere, against this server.
@QuarkusTest
class RemoteEngineTest extends EngineContract {

  private static final Path LLAMA_TINY = Path.of("../core/src/test/resources/llama-tiny");

  /// Shared by both sides.
  private static final String ADAPTERS_ON_DISK =
      Path.of("target/adapters").toAbsolutePath().toString();

  private Engine engine;
  private Tokenizer tokenizer;

  @BeforeEach
  void connect() {
    tokenizer = Tokenizer.load(LLAMA_TINY);
    engine =
        RemoteEngine.open(
            LLAMA_TINY,
            adapterFiles(),
            Configs.with(
                "remote.url",
                "http://127.0.0.1:" + RestAssured.port,
                "remote.token",
                "a-token-of-the-tests-with-32-letters",
                "remote.adapters",
                "2",
                "adapter-folder",
                ADAPTERS_ON_DISK),
            Clock.systemUTC());
  }

  @AfterEach
  void disconnect() {
    engine.close();
    tokenizer.close();
  }

  @Override
  protected Engine engine() {
    return engine;
  }

  @Override
  protected Path modelFolder() {
    return LLAMA_TINY;
  }

  @Override
  protected String text(int[] ids) {
    return tokenizer.decode(ids, true);
  }
}
