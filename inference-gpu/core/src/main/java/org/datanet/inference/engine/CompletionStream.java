package org.datanet.inference.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The server-sent events of one streamed completion.
final class CompletionStream {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String DATA = "data:";

  private final BufferedReader lines;
  private @Nullable String reason;
  private int completionTokens;

  CompletionStream(InputStream in) {
    this.lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
  }

  /// Hands on the pieces of text and the end.
  ///
  /// @throws IOException when the stream breaks off or names an error
  void copyTo(Generation generation) throws IOException {
    String line;
    while ((line = lines.readLine()) != null) {
      if (line.startsWith(DATA) && !line.endsWith("[DONE]")) {
        take(JSON.readTree(line.substring(DATA.length())), generation);
      }
    }
    if (reason == null) {
      throw new IOException("the engine's answer broke off");
    }
    generation.emit(new GenerationEvent.Finished(reason, completionTokens));
  }

  private void take(JsonNode event, Generation generation) throws IOException {
    if (event.has("error")) {
      throw new IOException("the engine failed: " + event.path("error").path("message").asText());
    }
    JsonNode choice = event.path("choices").path(0);
    String piece = choice.path("text").asText("");
    if (!piece.isEmpty()) {
      generation.read(0);
      generation.emit(new GenerationEvent.Text(piece, List.of()));
    }
    reason = choice.path("finish_reason").asText(reason);
    completionTokens = event.path("usage").path("completion_tokens").asInt(completionTokens);
    generation.generated(completionTokens);
  }
}
