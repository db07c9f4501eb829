package org.datanet.anonymization;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The sample letters with their gold spans, cut into paragraphs as a document is.
record Letters(String name, List<Paragraph> paragraphs, List<Gold> gold) {

  private static final Pattern PARAGRAPH =
      Pattern.compile("(?s)(?:\\A|(?<=\\n))\\S.*?(?=\\r?\\n\\r?\\n|\\r?\\n?\\z)");

  /// A piece of the letter and where it starts.
  record Paragraph(int start, String text) {}

  /// A marked piece of personal data.
  record Gold(int start, int end, String type, String text) {}

  static List<Letters> all() {
    try {
      Path folder = Path.of("src/test/resources/letters").toAbsolutePath();
      List<Letters> letters = new ArrayList<>();
      for (String row : Files.readAllLines(folder.resolve("gold.jsonl"))) {
        JsonNode node = new ObjectMapper().readTree(row);
        String name = node.get("doc").asText();
        letters.add(of(name, Files.readString(folder.resolve(name)), node.get("spans")));
      }
      return letters;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Letters of(String name, String text, JsonNode spans) {
    List<Gold> gold = new ArrayList<>();
    for (JsonNode span : spans) {
      gold.add(
          new Gold(
              span.get("start").asInt(),
              span.get("end").asInt(),
              span.get("type").asText(),
              span.get("text").asText()));
    }
    List<Paragraph> paragraphs = new ArrayList<>();
    Matcher matcher = PARAGRAPH.matcher(text);
    while (matcher.find()) {
      paragraphs.add(new Paragraph(matcher.start(), matcher.group()));
    }
    return new Letters(name, paragraphs, gold);
  }

  List<String> texts() {
    return paragraphs.stream().map(Paragraph::text).toList();
  }
}
