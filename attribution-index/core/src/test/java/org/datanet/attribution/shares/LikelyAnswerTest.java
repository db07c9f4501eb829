package org.datanet.attribution.shares;

import static org.datanet.attribution.shares.Attacks.LATER;
import static org.datanet.attribution.shares.Attacks.joined;
import static org.datanet.attribution.shares.Attacks.later;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.datanet.attribution.index.IndexedRecord;
import org.datanet.attribution.text.WordTokens;
import org.junit.jupiter.api.Test;

/// Attacks that foresee an answer, and those that only harm; `docs/attribution-limits.md` explains
/// each.
class LikelyAnswerTest extends HonestCorpus {

  @Test
  void aLikelyAnswerLeavesLongQuotationsToTheirOwners() { // R41
    List<List<IndexedRecord>> corpora =
        List.of(
            HONEST,
            joined(
                HONEST,
                later(List.of(SOURCE, Answers.QUOTATIONS.substring(0, 137), Answers.MIXTURE))));
    List<String> answers = List.of(SOURCE, Answers.QUOTATIONS.substring(0, 137), Answers.MIXTURE);
    Gain.of("likely answers sewn from sentences of others", folder, corpora, answers);
    gain("likely answers sewn from short quotations", later(List.of(Answers.SHORT_QUOTATIONS)));
    gain("likely answers written freely", later(List.of(Answers.FREE)));
    Gain.of(
        "likely answers: 100 rewordings with the very words the model takes",
        folder,
        List.of(HONEST, joined(HONEST, guessed())),
        List.of(Answers.REWORDED));
    Random random = new Random(1);
    Gain.of(
        "likely answers: 2,000 records of the set phrases that the model strings together",
        folder,
        List.of(HONEST, joined(HONEST, later(2000, i -> Attacks.drawn(Phrases.COMMON, 4, random)))),
        List.of(Answers.PHRASES));
  }

  private static List<IndexedRecord> guessed() {
    return later(100, i -> Attacks.replacingWords(SOURCE, 10, 50 + i, Answers.MODELS_WORDS));
  }

  @Test
  void outliersAndShadowsEarnNothing() { // R41
    gain("outlier: another's rarest words, each ten times over", later(10, i -> outlier(SOURCE, i)))
        .doesNotPay();
    gain("shadow: own text beside each sentence of another", later(List.of(shadow(SOURCE))))
        .doesNotPay()
        .harmsNobody();
  }

  private static String outlier(String text, long seed) {
    Random random = new Random(seed);
    List<String> long_ = WordTokens.of(text).words().stream().filter(w -> w.length() > 6).toList();
    return Attacks.drawn(long_, long_.size() * 10, random);
  }

  private static String shadow(String text) {
    StringBuilder shadow = new StringBuilder();
    for (String sentence : text.split("(?<=[.;!?])\\s+")) {
      shadow
          .append(sentence)
          .append(' ')
          .append(Attacks.filler(12, sentence.hashCode()))
          .append(' ');
    }
    return shadow.toString();
  }

  @Test
  void manyAccountsCanTurnATextIntoBoilerplate() { // R41
    List<String> five =
        IntStream.range(0, 5).mapToObj(i -> SOURCE + " " + Attacks.filler(300, i)).toList();
    gain("griefing: another's text in other text by five accounts", Attacks.sybils(LATER, five))
        .doesNotPay();
    gain(
            "griefing: another's text in 33 texts of one account",
            later(33, i -> SOURCE + " " + Attacks.filler(300, i)))
        .doesNotPay();
  }
}
