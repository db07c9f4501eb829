package org.datanet.inference.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class TextStreamTest {

  private final ScriptedDecoder bytes = new ScriptedDecoder("", 16);

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.of("a", "b", "ab", "ñ", "€", "😀", "\uFFFD", " ")
        .list()
        .ofMaxSize(30)
        .map(parts -> String.join("", parts));
  }

  @Provide
  Arbitrary<List<String>> stops() {
    return Arbitraries.of("ab", "aab", "ba ", "😀", "€ñ", "bb").list().ofMaxSize(3);
  }

  @Property(tries = 500)
  void piecesAreWholeCharactersAndStopBeforeTheFirstStopString(
      @ForAll("texts") String text, @ForAll("stops") List<String> stops) {
    TextStream stream = new TextStream(bytes, stops);
    List<String> pieces = new ArrayList<>();
    int[] ids = bytes.encode(text);
    for (int i = 1; i < ids.length && !stream.stopped(); i++) {
      pieces.add(stream.push(ids[i]));
    }
    pieces.add(stream.finish());
    assertThat(String.join("", pieces)).isEqualTo(cut(text, stops));
    assertThat(pieces)
        .noneMatch(p -> !p.isEmpty() && Character.isHighSurrogate(p.charAt(p.length() - 1)));
  }

  @Property(tries = 500)
  void bytesThatAreNoTextComeOutAsTheWholeDecodingWould(@ForAll List<Byte> noise) {
    TextStream stream = new TextStream(bytes, List.of());
    int[] ids = noise.stream().mapToInt(b -> b & 0xff).toArray();
    StringBuilder text = new StringBuilder();
    for (int id : ids) {
      text.append(stream.push(id));
    }
    text.append(stream.finish());
    assertThat(text.toString()).isEqualTo(bytes.decode(ids));
  }

  private static String cut(String text, List<String> stops) {
    return stops.stream()
        .map(text::indexOf)
        .filter(at -> at >= 0)
        .min(Comparator.naturalOrder())
        .map(at -> text.substring(0, at))
        .orElse(text);
  }
}
