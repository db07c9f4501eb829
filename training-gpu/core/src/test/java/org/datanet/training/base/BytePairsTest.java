package org.datanet.training.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.datanet.inference.model.Attention;
import org.datanet.inference.model.LlamaConfig;
import org.datanet.inference.model.Rope;
import org.datanet.inference.model.SpecialIds;
import org.datanet.inference.model.Tokenizer;
import org.junit.jupiter.api.Test;

class BytePairsTest {

  private static final List<String> TEXTS =
      List.of(
          "the nurse and the nurse", "la doctora y la enfermera", "12 then 12 then 12, año a año");
  private static final Tokenizer TOKENIZER = tokenizer();

  private static Tokenizer tokenizer() {
    try {
      Path folder = Files.createTempDirectory("tokenizer");
      List<BytePairs.Merge> merges = BytePairs.learn(TEXTS, 40);
      TokenizerFiles.write(merges, 64, folder);
      int vocabulary = TokenizerFiles.FIXED + merges.size();
      new LlamaConfig(
              1,
              8,
              8,
              vocabulary,
              Attention.plain(1, 1, 8),
              Rope.plain(10000),
              1e-5,
              false,
              true,
              64,
              new SpecialIds(0, List.of(1)))
          .write(folder);
      return Tokenizer.load(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void mergesTheMostFrequentPairFirst() {
    assertThat(BytePairs.learn(List.of("ab ab abc"), 2))
        .containsExactly(new BytePairs.Merge("a", "b"), new BytePairs.Merge("Ġ", "ab"));
  }

  @Test
  void frequentWordsBecomeOneToken() {
    assertThat(TOKENIZER.encode(" nurse", false)).hasSize(1);
  }

  @Test
  void digitsStaySingle() {
    assertThat(TOKENIZER.encode("12", false)).hasSize(2);
  }

  @Property(tries = 200)
  void anyTextComesBackUnchanged(@ForAll @StringLength(max = 60) String text) {
    String wellFormed =
        new String(
            text.getBytes(java.nio.charset.StandardCharsets.UTF_8),
            java.nio.charset.StandardCharsets.UTF_8);
    assertThat(TOKENIZER.decode(TOKENIZER.encode(wellFormed, false), false)).isEqualTo(wellFormed);
  }
}
