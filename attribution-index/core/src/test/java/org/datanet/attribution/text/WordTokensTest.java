package org.datanet.attribution.text;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.datanet.attribution.Samples;
import org.junit.jupiter.api.Test;

class WordTokensTest {

  @Test
  void givesEachWordItsPlaceInTheOriginalText() {
    String text = "  The Ｗhale — said\u00a0\u201cAhab\u2019s\u201d ﬁn.";
    WordTokens tokens = WordTokens.of(text);
    assertThat(tokens.words()).containsExactly("the", "whale", "said", "ahab's", "fin");
    assertThat(text.substring(tokens.start(1), tokens.end(1))).isEqualTo("Ｗhale");
    assertThat(text.substring(tokens.start(3), tokens.end(3))).isEqualTo("Ahab\u2019s");
    assertThat(text.substring(tokens.start(4), tokens.end(4))).isEqualTo("ﬁn");
  }

  @Test
  void ignoresCaseWhiteSpaceZeroWidthAndLookAlikeLetters() { // R41
    assertThat(WordTokens.of("Mоby\u200b-D\u0456ck,\n\nСall  mе ISHMAEL").words())
        .isEqualTo(WordTokens.of("moby-dick call me Ishmael").words());
  }

  @Test
  void keepsAccentsAndSimilarAsciiApart() {
    assertThat(WordTokens.of("año ano modern modem l1 ll").words())
        .containsExactly("año", "ano", "modern", "modem", "l1", "ll");
  }

  @Test
  void foldsCyrillicTheSameWayInBothCases() {
    assertThat(WordTokens.of("НОС ЩУКА").words()).isEqualTo(WordTokens.of("нос щука").words());
  }

  @Test
  void bothPlagiarisedCopiesHaveTheWordsOfTheirSource() { // R41
    assertThat(WordTokens.of(Samples.text("taken-1-layout.txt")).words())
        .isEqualTo(WordTokens.of(Samples.text("moby-dick-014.txt")).words());
    assertThat(WordTokens.of(Samples.text("taken-2-homoglyphs.txt")).words())
        .isEqualTo(WordTokens.of(Samples.text("moby-dick-006.txt")).words());
  }

  @Property
  void placesAreOrderedAndLieInTheText(@ForAll String text) {
    WordTokens tokens = WordTokens.of(text);
    int reached = 0;
    for (int i = 0; i < tokens.size(); i++) {
      assertThat(tokens.start(i)).isBetween(0, text.length());
      assertThat(tokens.end(i)).isGreaterThan(tokens.start(i)).isLessThanOrEqualTo(text.length());
      assertThat(tokens.end(i)).isGreaterThanOrEqualTo(reached);
      reached = tokens.end(i);
    }
  }
}
