package org.datanet.attribution.shares;

import static org.datanet.attribution.shares.Attacks.ATTACKER;
import static org.datanet.attribution.shares.Attacks.joined;
import static org.datanet.attribution.shares.Attacks.later;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.datanet.attribution.Samples;
import org.datanet.attribution.index.IndexedRecord;
import org.datanet.attribution.text.WordTokens;
import org.junit.jupiter.api.Test;

/// Attacks by masses of phrases and words; `docs/attribution-limits.md` explains each.
class FloodAttackTest extends HonestCorpus {

  @Test
  void floodingWithCommonPhrasesEarnsLittle() { // R41
    Random random = new Random(1);
    List<String> phrases = Phrases.COMMON;
    gain("2,000 records of common phrases", later(2000, i -> Attacks.drawn(phrases, 4, random)))
        .doesNotPay();
    List<IndexedRecord> early = new ArrayList<>();
    for (int i = 0; i < phrases.size(); i++) {
      early.add(Samples.record(i, ATTACKER, phrases.get(i)));
    }
    gain("a list of common phrases, accepted first", early);
  }

  @Test
  void licenceHeadersEarnNothing() { // R41
    List<IndexedRecord> headed = new ArrayList<>(HONEST);
    for (int i = 0; i < 5; i++) {
      String rest = Samples.paragraphs("moby-dick-006.txt").get(i + 2);
      headed.add(Samples.record(7000 + i, 4 + i, Attacks.LICENCE + " " + rest));
    }
    List<IndexedRecord> headers =
        later(200, i -> Attacks.LICENCE + " " + Attacks.filler(20 + i, i));
    Gain.of(
            "200 records with a licence header that five others have",
            folder,
            List.of(headed, joined(headed, headers)),
            Answers.ALL)
        .doesNotPay()
        .harmsNobody();
    gain("200 records with a licence header nobody else has", headers);
    Gain.of(
            "a likely answer that begins with a licence header five others have",
            folder,
            List.of(headed, joined(headed, later(List.of(Answers.LICENCE.substring(0, 300))))),
            List.of(Answers.LICENCE.substring(0, 300)))
        .doesNotPay();
  }

  @Test
  void dictionariesAndRandomWordsEarnLittle() { // R41
    Random random = new Random(2);
    List<String> words =
        HONEST.stream()
            .flatMap(r -> WordTokens.of(r.text()).words().stream())
            .distinct()
            .sorted()
            .toList();
    gain("a dictionary of all words, in their order", later(List.of(String.join(" ", words))))
        .doesNotPay();
    gain("random rare words, 100,000", later(50, i -> Attacks.filler(2000, i))).doesNotPay();
    gain(
        "random words of the answers, 100,000",
        later(50, i -> Attacks.drawn(List.of(Attacks.words(Answers.MIXTURE)), 2000, random)));
  }

  @Test
  void sequencesOfAllShortWordsEarnLittle() { // R41
    List<String> short12 =
        List.of("the", "of", "and", "to", "in", "that", "it", "is", "he", "for", "was", "a");
    String all = String.join(" ", Phrases.everySequence(short12));
    gain("every sequence of four of the twelve most common words", later(List.of(all)))
        .doesNotPay();
    List<IndexedRecord> diluted = later(51, i -> i == 0 ? all : Attacks.filler(2000, i));
    gain("the same, with 100,000 rare words to make them weigh", diluted).doesNotPay();
  }

  @Test
  void floodsMoveTheWeightsOfWords() { // R41
    Random random = new Random(3);
    List<String> others =
        List.of(Attacks.words(Answers.MIXTURE.substring(Answers.MIXTURE.indexOf("In olden"))));
    int[] words = {500, 5_000, 50_000};
    for (int count : words) {
      List<IndexedRecord> flood = later(count / 100, i -> Attacks.drawn(others, 100, random));
      Gain.of(
          String.format(
              Locale.ROOT, "%,d words of others' parts of an answer, to make them light", count),
          Gain.attribute(folder, HONEST, List.of(Answers.MIXTURE)),
          Gain.attribute(folder, joined(HONEST, flood), List.of(Answers.MIXTURE)),
          account -> account == 3 || account >= ATTACKER);
    }
  }
}
