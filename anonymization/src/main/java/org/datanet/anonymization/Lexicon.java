package org.datanet.anonymization;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a document has given away so far: each thing found once is searched everywhere, whatever
/// its case and accents. Of a name every word counts by itself where it is written with a capital.
/// Names of diseases and scales are never learnt.
final class Lexicon {

  private static final Pattern WORD =
      Pattern.compile(
          "[\\p{L}\\p{N}][\\p{L}\\p{M}\\p{N}]*+(?:['’-][\\p{L}\\p{N}][\\p{L}\\p{M}\\p{N}]*+)*+");
  private static final Set<String> LEARNT_WHOLE =
      Set.of("CITY", "ORG", "MRN", "NATIONAL_ID", "LICENSE_ID", "PHONE", "EMAIL");
  private static final Set<String> NEVER =
      Set.of(
          "parkinson",
          "crohn",
          "graves",
          "colles",
          "alzheimer",
          "simpson",
          "barthel",
          "hoehn",
          "yahr",
          "scheltens",
          "del",
          "los",
          "las",
          "van",
          "von",
          "der",
          "dos",
          "the",
          "and",
          "dr",
          "dra",
          "sra");
  private static final int MIN_NAME = 3;

  private final Set<String> names = new HashSet<>();
  private final Map<String, List<Phrase>> phrases = new HashMap<>();
  private final Set<Phrase> known = new HashSet<>();

  private record Phrase(List<String> words, EntityType type) {}

  private record Token(int start, int end, String folded) {}

  boolean isEmpty() {
    return names.isEmpty() && phrases.isEmpty();
  }

  void learn(String text, Candidate candidate) {
    String value = text.substring(candidate.start(), candidate.end());
    if (candidate.type() == EntityType.NAME) {
      tokens(value).forEach(token -> learnName(token.folded()));
    } else if (LEARNT_WHOLE.contains(candidate.type().name())) {
      learnPhrase(tokens(value).stream().map(Token::folded).toList(), candidate.type());
    }
  }

  void find(String text, Consumer<Candidate> found) {
    List<Token> tokens = tokens(text);
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      if (Character.isUpperCase(text.charAt(token.start())) && isName(token.folded())) {
        found.accept(new Candidate(token.start(), token.end(), EntityType.NAME, "mention@1"));
      }
      for (Phrase phrase : phrases.getOrDefault(token.folded(), List.of())) {
        if (startsAt(tokens, i, phrase.words())) {
          int end = tokens.get(i + phrase.words().size() - 1).end();
          found.accept(new Candidate(token.start(), end, phrase.type(), "mention@1"));
        }
      }
    }
  }

  private void learnName(String folded) {
    for (String part : folded.split("-", -1)) {
      if (part.length() >= MIN_NAME
          && !NEVER.contains(part)
          && Character.isLetter(part.charAt(0))) {
        names.add(part);
      }
    }
  }

  private void learnPhrase(List<String> words, EntityType type) {
    Phrase phrase = new Phrase(words, type);
    boolean telling = words.stream().mapToInt(String::length).sum() > MIN_NAME;
    if (telling && known.add(phrase)) {
      phrases.computeIfAbsent(words.getFirst(), word -> new ArrayList<>()).add(phrase);
    }
  }

  private boolean isName(String folded) {
    if (names.contains(folded)) {
      return true;
    }
    for (String part : folded.split("-", -1)) {
      if (names.contains(part)) {
        return true;
      }
    }
    return false;
  }

  private static boolean startsAt(List<Token> tokens, int at, List<String> words) {
    if (at + words.size() > tokens.size()) {
      return false;
    }
    for (int i = 0; i < words.size(); i++) {
      if (!tokens.get(at + i).folded().equals(words.get(i))
          || (i > 0 && tokens.get(at + i).start() - tokens.get(at + i - 1).end() > 2)) {
        return false;
      }
    }
    return true;
  }

  private static List<Token> tokens(String text) {
    List<Token> tokens = new ArrayList<>();
    Matcher matcher = WORD.matcher(text);
    while (matcher.find()) {
      tokens.add(new Token(matcher.start(), matcher.end(), Words.fold(matcher.group())));
    }
    return tokens;
  }
}
