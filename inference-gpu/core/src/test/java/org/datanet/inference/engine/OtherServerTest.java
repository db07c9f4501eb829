package org.datanet.inference.engine;

import java.nio.file.Path;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/// The port to an engine elsewhere, against a server of somebody else, such as vLLM. Start it with
///
///     VLLM_ALLOW_RUNTIME_LORA_UPDATING=True vllm serve FOLDER --served-model-name base \
///       --dtype float32 --max-model-len 256 --enable-lora --max-lora-rank 16 --max-loras 2
///
/// and run this with `-Ddatanet.remote.url=http://127.0.0.1:8000 -Ddatanet.remote.golden=FOLDER`. The
/// folder is laid out like llama-tiny, with its adapters; vLLM on a CPU wants heads of 32 or more, which
/// llama-tiny has not.
@EnabledIfSystemProperty(
    named = OtherServerTest.URL,
    matches = "http.*",
    disabledReason = "no server of somebody else is named by -D" + OtherServerTest.URL)
class OtherServerTest extends RemoteEngineContract {

  static final String URL = "datanet.remote.url";

  @Override
  protected String url() {
    return System.getProperty(URL, "");
  }

  @Override
  protected String model() {
    return "base";
  }

  @Override
  protected Path modelFolder() {
    String named = System.getProperty("datanet.remote.golden");
    return named == null ? super.modelFolder() : Path.of(named);
  }

  /// vLLM holds back the bytes of a last character that is not whole.
  @Override
  protected String text(int[] ids) {
    return super.text(ids).replaceAll("\\uFFFD+$", "");
  }

  /// vLLM 0.32 on a CPU answers calls of the base with the last adapter's weights when they share a
  /// batch with calls of adapters (its index -1 counts from the end), so the base is asked alone.
  @Override
  protected int firstOfTheMixed() {
    return 0;
  }
}
