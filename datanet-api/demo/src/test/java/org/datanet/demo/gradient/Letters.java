package org.datanet.demo.gradient;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.datanet.demo.Documents;
import org.datanet.demo.Documents.Document;

/// The demo's letters of the eight contributors that the base model has not seen.
final class Letters {

  private static final List<String> GENERAL =
      List.of(
          "Antecedentes:",
          "Exploración: TA",
          "Plan:",
          "Tratamiento:",
          "Background:",
          "On examination BP",
          "Diagnosis:",
          "Plan: review");
  private static final List<String> FOLDERS =
      Stream.of("01", "02", "03", "04", "07", "08", "09", "10")
          .map("contributor-"::concat)
          .toList();
  private static final int PROMPT_WORDS = 12;

  private final Map<Integer, List<String>> texts = new LinkedHashMap<>();

  Letters() {
    for (Document letter : Documents.of("medical")) {
      int contributor = FOLDERS.indexOf(letter.folder());
      if (contributor >= 0) {
        texts
            .computeIfAbsent(contributor, key -> new ArrayList<>())
            .add(body(new String(letter.content(), StandardCharsets.UTF_8)));
      }
    }
  }

  /// A letter without its head: hospital, title and the patient's data.
  private static String body(String letter) {
    return letter.replace("\r\n", "\n").split("\n\n", 3)[2];
  }

  int contributors() {
    return FOLDERS.size();
  }

  /// The first letters of each contributor, to learn from.
  List<Example> learnt(int each) {
    List<Example> learnt = new ArrayList<>();
    texts.forEach((contributor, letters) ->
        letters.stream()
            .limit(each)
            .forEach(text -> learnt.add(new Example(contributor, "", text))));
    return learnt;
  }

  /// Beginnings: general ones, and for each contributor the first words of letters that nobody
  /// learns from.
  List<String> prompts(int each) {
    List<String> prompts = new ArrayList<>(GENERAL);
    for (List<String> letters : texts.values()) {
      for (String letter : letters.subList(letters.size() - each, letters.size())) {
        String[] words = letter.split("\\s+");
        prompts.add(String.join(" ", List.of(words).subList(0, PROMPT_WORDS)));
      }
    }
    return prompts;
  }
}
