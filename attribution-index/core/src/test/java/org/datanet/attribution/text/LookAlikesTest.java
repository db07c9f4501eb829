package org.datanet.attribution.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.icu.text.Normalizer2;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LookAlikesTest {

  @Test
  void foldsEveryFoldedCodePointAsTheConfusablesOfUts39Say() { // R41
    Normalizer2 casefold = Normalizer2.getNFKCCasefoldInstance();
    TreeMap<String, String> wrong = new TreeMap<>();
    for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
      if (casefold.isNormalized(Character.toString(c))
          && LookAlikes.fold(c) != WholeTextWords.lookAlike(c)) {
        wrong.put(Integer.toHexString(c), Character.toString(WholeTextWords.lookAlike(c)));
      }
    }
    assertThat(wrong).as("code point -> the letter its table row must begin with").isEmpty();
  }
}
