package org.datanet.attribution.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.CharBuffer;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import org.datanet.attribution.Samples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WordScannerTest {

  /// Characters that meet a rule: Hebrew with quotes, kana, Han, Hangul, Thai, Lao, Burmese,
  /// combining marks, zero-width and other invisible characters, spaces, joiners, ligatures, wide
  /// forms, presentation forms, regional indicators, ZWJ emoji, look-alikes, lone surrogates.
  private static final String HOSTILE =
      "aZ09_.,:;'\"-/ \t\n\r\f\u0000\u007f"
          + "éßıİŉǅ\u0131\u0149\u01c5\u03c2\u0345\u0390\u1e9e\ufb01\ufb4f\u2126\u212a\u00aa\u2460"
          + "абвсеорΑοѕі\u0561\u0587\u05d0\u05d5\u05e1\u05f3\u05f4\u0627\u0647\u0660\u0600\u06dd"
          + "カタｶﾞﾟーひ\u3099漢字々〆한글\u1100\u1161\u11a8\u3131\uffa1ทดสอบกำເຂົ້າမြန်မာ"
          + "\u0300\u0301\u0323\u0308\u20e3\ufe0f\u200d\u200c\u200b\u00ad\u034f\u2060\ufeff\u180e"
          + "\u115f\u1160\u3164\u00a0\u2028\u2029\u0085\u3000\u2003\u202f\u00b7\u2018\u2019\u2024"
          + "\u2026\u203f\u2044\u037e\u0589\uff07\uff02\uff0e\uff3f\uff1a\uff21\uff11\u00a8\u00b4"
          + "\u2122\u00bd\u0958\u0f0b\u1b05\u0cc0\u0d4a"
          + "🇩🇪👩🏽💻❤☎𝐀𝟙𐐀𑜀\ud800\udc00\udfff\udbff";

  private final WordScanner scanner = new WordScanner();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "moby-dick-001.txt", "moby-dick-006.txt", "moby-dick-014.txt", "kjv-ecclesiastes-01.txt",
        "kjv-jonah-01.txt", "kjv-ruth-01.txt", "taken-1-layout.txt", "taken-2-homoglyphs.txt",
        "taken-3-reworded.txt"
      })
  void findsTheWordsOfLiteratureThatIcuFindsInTheWholeText(String name) {
    assertSameWords(Samples.text(name));
  }

  @Test
  void treatsEveryCharacterOfThePlaneAsIcuDoesInEveryNeighbourhood() {
    String probes =
        "a?a a?1 1?a 1?1 _?_ ? ?? a? ?a 1? ?1 _? ?_ a.? ?.a ?,1 ?:? ?'?".replace(" ", " x ");
    List<String> different = new ArrayList<>();
    for (int c = 0; c <= Character.MAX_VALUE; c++) {
      String text = probes.replace('?', (char) c);
      if (!FoundWord.scan(scanner, text).equals(WholeTextWords.of(text))) {
        different.add(Integer.toHexString(c));
      }
    }
    assertThat(different).isEmpty();
  }

  @Property(tries = 3000)
  void cutsAsciiAsIcuDoes(@ForAll("ascii") String text) {
    assertSameWords(text);
  }

  @Property(tries = 5000)
  void cutsHostileTextAsIcuDoes(@ForAll("hostile") String text) {
    assertSameWords(text);
  }

  @Property(tries = 2000)
  void cutsAnyTextAsIcuDoes(@ForAll String text) {
    assertSameWords(text);
  }

  /// The claim that scanning by stretches rests on.
  @Property(tries = 5000)
  void wordsOnBothSidesOfASureBoundaryDoNotDependOnEachOther(
      @ForAll("hostile") String before,
      @ForAll @From("dividers") char divider,
      @ForAll @From("starters") char starter,
      @ForAll("hostile") String after) {
    String left = before + divider;
    String right = starter + after;
    List<FoundWord> apart = new ArrayList<>(WholeTextWords.of(left));
    WholeTextWords.of(right).forEach(word -> apart.add(word.moved(left.length())));
    assertThat(WholeTextWords.of(left + right)).isEqualTo(apart);
  }

  @Property(tries = 3000)
  void theWindowsEdgesLeaveNoTrace(
      @ForAll("shortStretches") String text, @ForAll @IntRange(min = 16, max = 80) int window) {
    List<FoundWord> expected = WholeTextWords.of(text);
    assertThat(FoundWord.scan(new WordScanner(window), text)).isEqualTo(expected);
    assertThat(FoundWord.scan(new WordScanner(window), CharBuffer.wrap(text))).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "\u0436", "漢", "\u0301", "a\u0301\u0323", "\u05d1", "👩"})
  void dividesAStretchWithoutBoundariesAfterOneWindow(String letter) {
    int length = 3 * WordScanner.WINDOW + 10;
    String text = letter.repeat(length / letter.length());
    List<FoundWord> words = FoundWord.scan(scanner, text + " end");
    assertThat(words).endsWith(new FoundWord("end", text.length() + 1, text.length() + 4));
    assertThat(words)
        .allSatisfy(word -> assertThat(word.folded()).hasSizeLessThanOrEqualTo(WordScanner.WINDOW));
    assertThat(FoundWord.scan(scanner, "some words before " + text + " end"))
        .endsWith(words.stream().map(word -> word.moved(18)).toArray(FoundWord[]::new));
  }

  private void assertSameWords(String text) {
    assertThat(FoundWord.scan(scanner, text)).isEqualTo(WholeTextWords.of(text));
  }

  @Provide
  Arbitrary<String> ascii() {
    return Arbitraries.strings()
        .withChars("aBz019_'\".,:;-/()@ \n\r\t")
        .withCharRange('\0', '\u007f')
        .ofMaxLength(40);
  }

  @Provide
  Arbitrary<String> hostile() {
    Arbitrary<String> characters =
        Arbitraries.of(HOSTILE.codePoints().mapToObj(Character::toString).toList());
    Arbitrary<String> plain = Arbitraries.of("a", "1", " ", "\n", "\u05d0", "カ", "한", "ก", "漢");
    return Arbitraries.frequencyOf(Tuple.of(3, characters), Tuple.of(1, plain))
        .list()
        .ofMaxSize(25)
        .map(parts -> String.join("", parts));
  }

  @Provide
  Arbitrary<Character> dividers() {
    return charactersOf(FoldTable.DIVIDER);
  }

  @Provide
  Arbitrary<Character> starters() {
    return charactersOf(FoldTable.STARTER);
  }

  private static Arbitrary<Character> charactersOf(int kind) {
    List<Character> characters = new ArrayList<>();
    for (int c = 0; c <= Character.MAX_VALUE; c++) {
      if ((FoldTable.kind((char) c) & kind) != 0) {
        characters.add((char) c);
      }
    }
    return Arbitraries.of(characters);
  }

  @Provide
  Arbitrary<String> shortStretches() {
    Arbitrary<String> stretch =
        Arbitraries.of(HOSTILE.codePoints().mapToObj(Character::toString).toList())
            .list()
            .ofMaxSize(6)
            .map(parts -> String.join("", parts));
    return Combinators.combine(stretch, Arbitraries.of(" ", "\n", " a ", "(", ". b"))
        .as((characters, end) -> characters + end + "x ")
        .list()
        .ofMaxSize(30)
        .map(parts -> String.join("", parts));
  }
}
