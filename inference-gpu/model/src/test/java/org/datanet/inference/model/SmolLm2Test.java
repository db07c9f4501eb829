package org.datanet.inference.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.datanet.inference.model.chat.Chat;
import org.datanet.inference.model.chat.ChatMessage;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The default base model of `./datanet up`, where its file is given: `-Ddatanet.smollm2=FILE`.
class SmolLm2Test {

  private static final Path FILE = Path.of(System.getProperty("datanet.smollm2", "absent.gguf"));

  @BeforeAll
  static void needsTheFile() {
    Assumptions.assumeTrue(
        Files.exists(FILE), "SmolLM2's GGUF file is not given with -Ddatanet.smollm2=FILE");
  }

  @Test
  void readsItsShape() {
    LlamaConfig config = LlamaConfig.read(FILE);
    assertThat(config.layers()).isEqualTo(30);
    assertThat(config.hidden()).isEqualTo(576);
    assertThat(config.heads()).isEqualTo(9);
    assertThat(config.kvHeads()).isEqualTo(3);
    assertThat(config.tiedEmbeddings()).isTrue();
    assertThat(config.isPlain()).isTrue();
  }

  @Test
  void answersAQuestionInEnglish() {
    try (LlamaEngine engine = LlamaEngine.load(FILE, 2)) {
      Chat chat = Chat.of(Instant.EPOCH, ChatMessage.of("user", "What is the capital of France?"));
      String answer = greedy(engine, engine.tokenizer().encode(chat), 24);
      System.out.println(answer);
      assertThat(answer).contains("Paris");
    }
  }

  private static String greedy(LlamaEngine engine, int[] prompt, int tokens) {
    List<Integer> answer = new ArrayList<>();
    try (KvCache cache = engine.newCache(prompt.length + tokens + 1)) {
      int[] next = prompt;
      int position = 0;
      while (answer.size() < tokens) {
        float[][] logits = engine.step(batch(next, position), cache, null);
        position += next.length;
        int best = best(logits[0]);
        if (engine.tokenizer().eosIds().contains(best)) {
          break;
        }
        answer.add(best);
        next = new int[] {best};
      }
    }
    return engine.tokenizer().decode(answer.stream().mapToInt(i -> i).toArray(), true);
  }

  private static StepBatch batch(int[] ids, int from) {
    int[] positions = IntStream.range(from, from + ids.length).toArray();
    int[] slots = IntStream.rangeClosed(1, from + ids.length).toArray();
    int[] written = IntStream.of(positions).map(p -> p + 1).toArray();
    return new StepBatch(
        new int[][] {ids},
        new int[][] {positions},
        new int[][] {written},
        new int[][] {slots},
        slots.length,
        new int[] {ids.length - 1},
        new int[1]);
  }

  private static int best(float[] logits) {
    int best = 0;
    for (int i = 1; i < logits.length; i++) {
      best = logits[i] > logits[best] ? i : best;
    }
    return best;
  }
}
