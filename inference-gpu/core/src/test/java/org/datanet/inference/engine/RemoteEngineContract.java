package org.datanet.inference.engine;

import java.nio.file.Path;
import java.time.Clock;
import org.datanet.inference.Configs;
import org.datanet.inference.model.Tokenizer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// The port to an engine elsewhere: a server that serves the model and shares a disk with us.
public abstract class RemoteEngineContract extends EngineContract {

  /// Bearer token the server knows.
  protected static final String TOKEN = "a-token-of-the-tests-with-32-letters";

  /// Shared by both sides.
  private static final String ADAPTERS_ON_DISK =
      Path.of("target/adapters").toAbsolutePath().toString();

  private Engine engine;
  private Tokenizer tokenizer;

  /// Address of the server, without `/v1`.
  protected abstract String url();

  /// The server's name of the base model.
  protected abstract String model();

  @BeforeEach
  void connect() {
    tokenizer = Tokenizer.load(modelFolder());
    engine =
        RemoteEngine.open(
            modelFolder(),
            adapterFiles(),
            Configs.with(
                "remote.url",
                url(),
                "remote.token",
                TOKEN,
                "remote.model",
                model(),
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
  protected String text(int[] ids) {
    return tokenizer.decode(ids, true);
  }
}
