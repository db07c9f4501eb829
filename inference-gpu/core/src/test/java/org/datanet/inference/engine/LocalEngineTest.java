package org.datanet.inference.engine;

import java.time.Clock;
import org.datanet.inference.Configs;
import org.datanet.inference.InferenceConfig;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;

/// The engine of this process.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LocalEngineTest extends EngineContract {

  private final InferenceConfig config = Configs.with("prefill-tokens", "8", "threads", "1");
  private final Engine engine =
      new InferenceService(
          LlamaDecoder.load(modelFolder(), config.precision(), config),
          IDS,
          adapterFiles(),
          config,
          Clock.systemUTC());

  @AfterAll
  void close() {
    engine.close();
  }

  @Override
  protected Engine engine() {
    return engine;
  }
}
