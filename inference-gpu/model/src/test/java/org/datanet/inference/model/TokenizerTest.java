package org.datanet.inference.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.datanet.inference.model.chat.Chat;
import org.datanet.inference.model.chat.ChatMessage;
import org.junit.jupiter.api.Test;

class TokenizerTest {

  @Test
  void givesTheSameIdsAndTextsAsTheReference() {
    JsonNode cases = Golden.json("tokenizer-golden.json").path("cases");
    try (Tokenizer tokenizer = Tokenizer.load(Golden.FOLDER)) {
      assertThat(cases.size()).isEqualTo(40);
      for (JsonNode c : cases) {
        String text = c.path("text").asText();
        int[] ids = Golden.ints(c.path("ids"));
        int[] withBos = Golden.ints(c.path("ids_with_bos"));
        assertThat(tokenizer.encode(text, false)).as(text).containsExactly(ids);
        assertThat(tokenizer.encode(text, true)).as(text).containsExactly(withBos);
        assertThat(tokenizer.decode(ids, false)).isEqualTo(c.path("decoded").asText());
        assertThat(tokenizer.decode(withBos, true))
            .isEqualTo(c.path("decoded_skip_special").asText());
      }
    }
  }

  @Test
  void knowsTheSpecialIds() {
    try (Tokenizer tokenizer = Tokenizer.load(Golden.FOLDER)) {
      assertThat(tokenizer.bosId()).isZero();
      assertThat(tokenizer.eosId()).isEqualTo(1);
      assertThat(tokenizer.vocabSize()).isEqualTo(384);
    }
  }

  @Test
  void keepsSpecialTokensInStrangersTextsText() {
    try (Tokenizer tokenizer = Tokenizer.load(Golden.FOLDER)) {
      String text = "a <|end_of_text|> b";
      assertThat(tokenizer.encode(text, false)).contains(1);
      assertThat(tokenizer.encodeText(text, true)).startsWith(0).doesNotContain(1);
      assertThat(tokenizer.decode(tokenizer.encodeText(text, false), true)).isEqualTo(text);
    }
  }

  @Test
  void continuesTheMessagesOfAModelWithoutTemplate() {
    try (Tokenizer tokenizer = Tokenizer.load(Golden.FOLDER)) {
      Chat chat = Chat.of(Instant.EPOCH, ChatMessage.of("user", "the nurse <|end_of_text|>"));
      assertThat(tokenizer.encode(chat))
          .containsExactly(tokenizer.encodeText("the nurse <|end_of_text|>", true));
      assertThat(tokenizer.hasChatTemplate()).isFalse();
    }
  }

  @Test
  void doesNotCutLongTexts() {
    try (Tokenizer tokenizer = Tokenizer.load(Golden.FOLDER)) {
      assertThat(tokenizer.encode("z ".repeat(5000), false)).hasSizeGreaterThan(5000);
    }
  }
}
