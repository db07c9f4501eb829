package org.datanet.attribution.shares;

import static org.datanet.attribution.shares.Attacks.ATTACKER;
import static org.datanet.attribution.shares.Attacks.LATER;
import static org.datanet.attribution.shares.Attacks.joined;
import static org.datanet.attribution.shares.Attacks.later;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.datanet.attribution.Samples;
import org.datanet.attribution.index.IndexedRecord;
import org.junit.jupiter.api.Test;

/// Attacks on the shares, over the answers of [Answers]; `docs/attribution-limits.md` explains
/// each.
class AttackTest extends HonestCorpus {

  @Test
  void copiesOfAnothersRecordEarnNothing() { // R41
    gain("1,000 copies of another's record", later(1000, i -> SOURCE)).doesNotPay().harmsNobody();
    gain(
            "1,000 copies, one word changed in each",
            later(1000, i -> Attacks.replacingWords(SOURCE, 214, i)))
        .doesNotPay()
        .harmsNobody();
  }

  @Test
  void copiesInOtherLettersOrSpaceEarnNothing() { // R41
    List<String> disguised =
        List.of(
            SOURCE.toUpperCase(Locale.ROOT),
            SOURCE.replace(" ", " \n\u200b\u00a0 "),
            SOURCE.replace('a', '\u0430').replace('o', '\u043e').replace('e', '\u0435'),
            SOURCE.replaceAll("(\\p{L})(\\p{L})", "$1\u200b\u2060\u00ad$2"),
            SOURCE.replaceAll("[.,;:—-]", " ").replace(" ", " ... !! "),
            wide(SOURCE));
    gain("copies in other case, space, letters, width", later(disguised))
        .doesNotPay()
        .harmsNobody();
    List<IndexedRecord> curly =
        HONEST.stream()
            .map(r ->
                new IndexedRecord(
                    r.id(), r.contributor(), r.text().replace('\'', '’'), r.acceptedAt()))
            .toList();
    Gain.of(
            "a copy with straight apostrophes of a text with curly ones",
            folder,
            List.of(curly, joined(curly, later(List.of(SOURCE)))),
            Answers.ALL)
        .doesNotPay()
        .harmsNobody();
  }

  private static String wide(String text) {
    return text.chars()
        .map(c -> c > ' ' && c < 0x7f ? c + 0xfee0 : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  @Test
  void rewordedAndShuffledCopiesEarnNothing() { // R41
    gain(
            "100 copies, one word in ten replaced",
            later(100, i -> Attacks.replacingWords(SOURCE, 10, 50 + i)))
        .doesNotPay();
    gain(
            "a copy with its sentences shuffled",
            later(List.of(Attacks.shufflingSentences(SOURCE, 1))))
        .doesNotPay()
        .harmsNobody();
    List<String> paragraphs = new ArrayList<>(Answers.ALL);
    HONEST.stream().limit(32).forEach(record -> paragraphs.add(record.text()));
    Gain.of(
            "layout, look-alikes and synonyms of whole chapters",
            folder,
            List.of(HONEST, joined(HONEST, taken())),
            paragraphs)
        .doesNotPay();
  }

  private static List<IndexedRecord> taken() {
    List<String> texts = new ArrayList<>(List.of(Samples.text("taken-1-layout.txt")));
    texts.addAll(Samples.paragraphs("taken-2-homoglyphs.txt"));
    texts.addAll(Samples.paragraphs("taken-3-reworded.txt"));
    return later(texts);
  }

  @Test
  void stolenTextWithinOtherTextEarnsNothing() { // R41
    gain(
            "stolen text within 20 records of one's own",
            later(20, i -> Attacks.filler(200, i) + " " + SOURCE + " " + Attacks.filler(200, -i)))
        .doesNotPay();
    gain("stolen text 1,000 times over in one record", later(List.of((SOURCE + " ").repeat(1000))))
        .doesNotPay()
        .harmsNobody();
  }

  @Test
  void copiesOfOnesOwnRecordRaiseNothing() { // R41
    String[] ways = {"1,000 copies of one's own record", "1,000 copies of it, one word changed"};
    for (int way = 0; way < ways.length; way++) {
      List<IndexedRecord> copies = new ArrayList<>();
      for (int i = 0; i < 1000; i++) {
        String text = way == 0 ? SOURCE : Attacks.replacingWords(SOURCE, 214, i);
        copies.add(Samples.record(LATER + i, 1, text));
      }
      Gain.of(
              ways[way],
              Gain.attribute(folder, HONEST, Answers.ALL),
              Gain.attribute(folder, joined(HONEST, copies), Answers.ALL),
              account -> account == 1)
          .doesNotPay()
          .harmsNobody();
    }
  }

  @Test
  void onlyThePlatformsTimeCounts() { // R41
    List<IndexedRecord> first = new ArrayList<>(later(List.of(SOURCE, Answers.QUOTATIONS)));
    first.removeLast();
    first.addAll(HONEST);
    Gain.of("a copy that stands first in the file", folder, List.of(HONEST, first), Answers.ALL)
        .doesNotPay()
        .harmsNobody();
  }

  @Test
  void aLaterVersionOfAnOldRecordIsAsLateAsItIs() { // R41
    String old = Attacks.filler(2400, 1);
    String revised = old + " " + SOURCE;
    List<IndexedRecord> own = List.of(Samples.record(1, ATTACKER, old));
    List<IndexedRecord> both = joined(own, later(List.of(revised)));
    Gain.of(
            "back-dating: stolen text in a new version of one's own old record",
            folder,
            List.of(joined(HONEST, own), joined(HONEST, both)),
            Answers.ALL)
        .doesNotPay()
        .harmsNobody();
  }

  @Test
  void aChainOfNearDuplicatesDoesNotReachAnothersRecord() { // R41
    String old = Attacks.filler(214, 2);
    List<IndexedRecord> own = List.of(Samples.record(1, ATTACKER, old));
    List<IndexedRecord> chain = new ArrayList<>(own);
    String[] to = Attacks.words(SOURCE);
    String[] text = Attacks.words(old);
    for (int at = 0; at < to.length; at += 15) {
      System.arraycopy(to, at, text, at, Math.min(15, to.length - at));
      chain.add(Samples.record(LATER + at, ATTACKER, String.join(" ", text)));
    }
    Gain.of(
            "back-dating: a chain of near duplicates from one's own old record to another's",
            folder,
            List.of(joined(HONEST, own), joined(HONEST, chain)),
            Answers.ALL)
        .doesNotPay()
        .harmsNobody();
  }

  @Test
  void aTieIsSplit() { // R41
    Instant at =
        HONEST.stream().filter(r -> r.text().equals(SOURCE)).findFirst().orElseThrow().acceptedAt();
    List<IndexedRecord> tie = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      tie.add(new IndexedRecord(Samples.recordId(LATER + i), Samples.account(100 + i), SOURCE, at));
    }
    gain("three copies accepted at the same instant as the source", tie);
  }

  @Test
  void splittingATextEarnsNoMore() { // R41
    String text = String.join(" ", Samples.paragraphs("kjv-ruth-01.txt"));
    List<IndexedRecord> honest =
        HONEST.stream().filter(r -> !r.contributor().equals(Samples.account(3))).toList();
    List<IndexedRecord> whole = joined(honest, List.of(Samples.record(30_000, ATTACKER, text)));
    List<String> answers = new ArrayList<>(Answers.ALL);
    answers.add(String.join(" ", List.of(Attacks.words(text)).subList(40, 240)));
    int[][] lengths = {{34, 34}, {68, 34}, {136, 34}};
    String[] names = {
      "one's own text split over 20 sybils",
      "20 sybils, each part twice",
      "20 sybils, each part four times"
    };
    for (int i = 0; i < names.length; i++) {
      List<String> parts = Attacks.windows(text, lengths[i][0], lengths[i][1]);
      Gain.of(
              names[i],
              folder,
              List.of(whole, joined(honest, Attacks.sybils(30_000, parts))),
              answers)
          .doesNotPay()
          .harmsNobody();
    }
  }

  @Test
  void noTextJoinsRecordsOrBreaksThem() { // R41
    String across = HONEST.get(2).text() + "\u0000" + HONEST.get(3).text();
    List<IndexedRecord> records =
        later(
            List.of(
                across,
                SOURCE.replace(" ", " \u0000\u0001\u001f\ufffe\uffff "),
                "\u0000".repeat(1000),
                "A".repeat(100_000),
                "A ".repeat(50_000),
                (SOURCE.substring(0, 30) + " ").repeat(3000)));
    gain("control characters, sentinels, all 'A', 100 KB repeats", records)
        .doesNotPay()
        .harmsNobody();
    List<IndexedRecord> empty =
        IntStream.range(0, 10_000).mapToObj(i -> Samples.record(LATER + i, ATTACKER, "")).toList();
    gain("10,000 empty records", empty).doesNotPay().harmsNobody();
  }
}
