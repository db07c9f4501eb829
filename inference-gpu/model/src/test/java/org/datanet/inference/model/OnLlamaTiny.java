package org.datanet.inference.model;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/// The engine with llama-tiny, loaded once for the tests of a class.
abstract class OnLlamaTiny {

  static final Golden GOLDEN = new Golden();
  static LlamaEngine engine;

  @BeforeAll
  static void load() {
    engine = LlamaEngine.load(Golden.FOLDER, 1);
  }

  @AfterAll
  static void close() {
    engine.close();
  }
}
