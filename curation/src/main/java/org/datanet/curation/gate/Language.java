package org.datanet.curation.gate;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Tells the language of a text by its script, and for the Latin script by its most frequent
/// function words. Sure only from about ten words on; otherwise it says nothing.
final class Language {

  private static final Pattern WORD = Pattern.compile("\\P{L}+");
  private static final int LEAST_HITS = 3;
  private static final int MOST_WORDS = 20_000;
  private static final Map<String, Set<String>> FUNCTION_WORDS =
      Map.of(
          "en",
          words(
              "the of and to in a is that it was for on with as his he be at by had not are but from"
                  + " or have an they which were her she all their there been one no has when who will"
                  + " more if out so said what up its about into than them can only other my we you i"
                  + " this him me your our shall unto thou thee"),
          "es",
          words(
              "de la que el en y a los del se las por un para con no una su al lo como más pero sus le"
                  + " ya o este sí porque esta entre cuando muy sin sobre también me hasta hay donde"
                  + " quien desde todo nos durante todos uno les ni contra otros ese eso ante ellos e"
                  + " esto mí antes algunos qué unos yo otro otras otra él es fue ha son está"),
          "fr",
          words(
              "de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se ce il"
                  + " sont avec son aux d l n s qu c je nous vous ils elle mais ou où cette ces sa ses"
                  + " été être fait comme tout leur même deux"),
          "de",
          words(
              "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es"
                  + " an werden aus er hat dass sie nach wird bei einer um am sind noch wie einem über"
                  + " einen so zum war haben nur oder aber vor zur bis mehr durch man sein wurde ich"),
          "pt",
          words(
              "de a o que e do da em um para é com não uma os no se na por mais as dos como mas foi ao"
                  + " ele das tem à seu sua ou ser quando muito há nos já está eu também só pelo pela"
                  + " até isso ela entre era depois sem mesmo aos ter seus quem nas me esse eles"),
          "it",
          words(
              "di e il la che in a un per è una non si da con i del le dei al come gli più della sono nel"
                  + " alla lo ma su anche ha o se dal nella ai delle questo era ci degli all lei mi"
                  + " essere stato io loro tutti suo sua"));
  private static final Map<Character.UnicodeScript, String> SCRIPTS =
      Map.ofEntries(
          Map.entry(Character.UnicodeScript.CYRILLIC, "ru"),
          Map.entry(Character.UnicodeScript.GREEK, "el"),
          Map.entry(Character.UnicodeScript.HAN, "zh"),
          Map.entry(Character.UnicodeScript.HIRAGANA, "ja"),
          Map.entry(Character.UnicodeScript.KATAKANA, "ja"),
          Map.entry(Character.UnicodeScript.HANGUL, "ko"),
          Map.entry(Character.UnicodeScript.ARABIC, "ar"),
          Map.entry(Character.UnicodeScript.HEBREW, "he"),
          Map.entry(Character.UnicodeScript.DEVANAGARI, "hi"),
          Map.entry(Character.UnicodeScript.THAI, "th"));

  private Language() {}

  /// ISO 639-1 code, or nothing when it cannot be told.
  static Optional<String> of(String text) {
    Optional<String> byScript = byScript(text);
    return byScript.isPresent() ? byScript : byWords(text);
  }

  private static Optional<String> byScript(String text) {
    Map<String, Integer> letters = new HashMap<>();
    int all = 0;
    for (int c : text.codePoints().filter(Character::isLetter).limit(MOST_WORDS).toArray()) {
      all++;
      letters.merge(SCRIPTS.getOrDefault(Character.UnicodeScript.of(c), ""), 1, Integer::sum);
    }
    int half = all / 2;
    if (letters.getOrDefault("ja", 0) * 10 > all) {
      return Optional.of("ja");
    }
    return letters.entrySet().stream()
        .filter(entry -> !entry.getKey().isEmpty() && entry.getValue() > half)
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private static Optional<String> byWords(String text) {
    List<String> words =
        WORD.splitAsStream(text.toLowerCase(Locale.ROOT)).limit(MOST_WORDS).toList();
    String best = "";
    long most = 0;
    long second = 0;
    for (var language : FUNCTION_WORDS.entrySet()) {
      long hits = words.stream().filter(language.getValue()::contains).count();
      if (hits > most) {
        second = most;
        most = hits;
        best = language.getKey();
      } else {
        second = Math.max(second, hits);
      }
    }
    boolean sure = most >= LEAST_HITS && most * 12 >= words.size() && most * 10 > second * 11;
    return sure ? Optional.of(best) : Optional.empty();
  }

  private static Set<String> words(String text) {
    return Set.copyOf(new HashSet<>(List.of(text.split(" ", -1))));
  }
}
