package org.datanet.inference.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import org.datanet.inference.embedding.Encoder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// The shipped encoder and requests to it.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EncoderTest {

  private final ObjectMapper mapper = new ObjectMapper();
  private final Encoder encoder = Encoder.load(1);

  @AfterAll
  void close() {
    encoder.close();
  }

  private JsonNode answer(String more) {
    String body = "{\"model\":\"all-minilm-l6-v2\"," + more.replace('\'', '"') + "}";
    return EmbeddingRequest.read(mapper, body, encoder).answer(mapper, encoder);
  }

  private static double alike(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private float[] embed(String text) {
    return encoder.embed(encoder.tokens(text));
  }

  @Test
  void textsOfLikeMeaningAreNear() {
    float[] cat = embed("A cat sleeps on the sofa.");
    assertThat(alike(cat, cat)).isCloseTo(1, within(1e-5));
    assertThat(alike(cat, embed("A kitten is napping on the couch.")))
        .isGreaterThan(0.5)
        .isGreaterThan(0.3 + alike(cat, embed("The central bank raised its interest rate.")));
  }

  @Test
  void countsTheTokensThatWereRead() {
    JsonNode reply = answer("'input':['hello world','hello']");
    assertThat(reply.path("usage").path("prompt_tokens").asInt()).isEqualTo(4 + 3);
    assertThat(reply.path("data")).hasSize(2);
    assertThat(reply.path("data").path(1).path("embedding")).hasSize(384);
  }

  @Test
  void tokensGiveTheSameVectorAsTheirText() {
    assertThat(answer("'input':[101,7592,102]").path("data"))
        .isEqualTo(answer("'input':'hello'").path("data"))
        .isEqualTo(answer("'input':[[101,7592,102]]").path("data"));
  }

  @Test
  void shorterVectorsHaveLengthOneAndBase64HoldsTheSameNumbers() {
    JsonNode numbers = answer("'input':'hello','dimensions':64").path("data").path(0);
    JsonNode text =
        answer("'input':'hello','dimensions':64,'encoding_format':'base64'").path("data").path(0);
    ByteBuffer bytes =
        ByteBuffer.wrap(Base64.getDecoder().decode(text.path("embedding").asText()))
            .order(ByteOrder.LITTLE_ENDIAN);
    double squares = 0;
    for (JsonNode number : numbers.path("embedding")) {
      assertThat(bytes.getFloat()).isEqualTo(number.floatValue());
      squares += number.doubleValue() * number.doubleValue();
    }
    assertThat(bytes.hasRemaining()).isFalse();
    assertThat(squares).isCloseTo(1, within(1e-5));
  }

  @Test
  void refusesWhatItCannotEmbed() {
    assertThatThrownBy(() -> answer("'input':''")).hasMessageContaining("input");
    assertThatThrownBy(() -> answer("'input':[]")).hasMessageContaining("input");
    assertThatThrownBy(() -> answer("'input':[30522]")).hasMessageContaining("30521");
    assertThatThrownBy(() -> answer("'input':'" + "word ".repeat(600) + "'"))
        .hasMessageContaining("602 tokens; the encoder reads 512");
    assertThatThrownBy(() -> answer("'input':'x','dimensions':385"))
        .hasMessageContaining("dimensions");
  }
}
