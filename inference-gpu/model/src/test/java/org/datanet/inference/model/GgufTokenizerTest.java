package org.datanet.inference.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GgufTokenizerTest {

  /// llama.cpp carries vocabularies of real models as GGUF files without tensors, each with strings
  /// (`.inp`) and what Hugging Face tokenizers makes of them (`.out`).
  private static final Path VOCABULARIES = Path.of(System.getProperty("datanet.vocabs", "absent"));

  @ParameterizedTest
  @ValueSource(strings = {"llama-bpe", "llama-spm", "qwen2", "gpt-2"})
  void givesTheIdsOfHuggingFaceForRealVocabularies(String name) throws IOException {
    Path file = VOCABULARIES.resolve("ggml-vocab-" + name + ".gguf");
    Assumptions.assumeTrue(
        Files.exists(file), "llama.cpp's folder `models` is not given with -Ddatanet.vocabs=DIR");
    String[] texts =
        Files.readString(file.resolveSibling(file.getFileName() + ".inp"))
            .split("\n__ggml_vocab_test__\n", -1);
    String[] ids =
        Files.readString(file.resolveSibling(file.getFileName() + ".out")).split("\n", -1);
    try (Arena arena = Arena.ofConfined()) {
      Gguf gguf = Gguf.open(file, arena);
      SpecialIds special = new SpecialIds(-1, List.of());
      try (Tokenizer tokenizer = Tokenizer.of(GgufTokenizer.read(gguf, 1 << 20, special))) {
        for (int i = 0; i < ids.length - 1; i++) {
          assertThat(text(tokenizer.encodeText(texts[i], false)))
              .as("%s: text %d '%s'", name, i, texts[i])
              .isEqualTo(ids[i].strip());
          assertThat(tokenizer.decode(tokenizer.encodeText(texts[i], false), false))
              .as("%d", i)
              .isEqualTo(texts[i]);
        }
      }
    }
  }

  private static String text(int[] ids) {
    return Arrays.stream(ids).mapToObj(String::valueOf).collect(Collectors.joining(" "));
  }
}
