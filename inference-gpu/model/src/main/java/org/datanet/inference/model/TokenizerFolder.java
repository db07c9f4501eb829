package org.datanet.inference.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// The tokenizer of a folder in Hugging Face layout: `tokenizer.json`, and where they are there
/// `tokenizer_config.json`, `chat_template.jinja` and `generation_config.json`.
final class TokenizerFolder {

  private static final ObjectMapper JSON = new ObjectMapper();

  private TokenizerFolder() {}

  static TokenizerSource read(Path folder) {
    try {
      LlamaConfig config = LlamaConfig.read(folder);
      JsonNode settings = json(folder.resolve("tokenizer_config.json"));
      JsonNode adds = settings.path("add_bos_token");
      return new TokenizerSource(
          Files.readString(folder.resolve("tokenizer.json")),
          config.vocab(),
          config.special(),
          adds.isBoolean() ? Optional.of(adds.asBoolean()) : Optional.empty(),
          token(settings.path("bos_token")),
          token(settings.path("eos_token")),
          template(folder, settings, "default"),
          template(folder, settings, "tool_use"),
          GenerationDefaults.of(json(folder.resolve("generation_config.json"))));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the model's tokenizer: " + e.getMessage(), e);
    }
  }

  private static JsonNode json(Path file) throws IOException {
    return Files.exists(file) ? JSON.readTree(file.toFile()) : MissingNode.getInstance();
  }

  /// A token is a string, or an object with its text.
  private static Optional<String> token(JsonNode token) {
    return Optional.ofNullable((token.isObject() ? token.path("content") : token).textValue());
  }

  /// The template stands in a file of its own, or is one string, or one of a list by name.
  private static Optional<String> template(Path folder, JsonNode settings, String name)
      throws IOException {
    Path own = folder.resolve("chat_template.jinja");
    JsonNode template = settings.path("chat_template");
    if (name.equals("default") && Files.exists(own)) {
      return Optional.of(Files.readString(own));
    }
    if (name.equals("default") && template.isTextual()) {
      return Optional.of(template.textValue());
    }
    for (JsonNode entry : template) {
      if (entry.path("name").asText().equals(name)) {
        return Optional.ofNullable(entry.path("template").textValue());
      }
    }
    return Optional.empty();
  }
}
