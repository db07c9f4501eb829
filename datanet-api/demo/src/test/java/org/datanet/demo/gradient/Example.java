package org.datanet.demo.gradient;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A prompt with the answer a model shall learn.
///
/// @param group what it is an example of: a class, or a contributor
record Example(int group, String prompt, String answer) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SENTENCE = "Sentence: ";

  /// Reads a file of JSON lines with `class_id`, `prompt` and `answer`.
  static List<Example> read(Path file) throws IOException {
    List<Example> examples = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      JsonNode row = JSON.readTree(line);
      examples.add(
          new Example(
              row.required("class_id").asInt(),
              row.required("prompt").asText(),
              row.required("answer").asText()));
    }
    return examples;
  }

  /// This without the instruction before the sentence.
  Example withoutInstruction() {
    return new Example(group, prompt.substring(Math.max(0, prompt.indexOf(SENTENCE))), answer);
  }

  String text() {
    return prompt + " " + answer;
  }
}
