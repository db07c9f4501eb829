package org.datanet.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.datanet.inference.model.TokenBatch;
import org.datanet.inference.model.Tokenizer;
import org.junit.jupiter.api.Test;

class TrainingPlanTest {

  private static final Tokenizer TOKENIZER =
      Tokenizer.load(Path.of("src/test/resources/llama-tiny"));

  private static Schedule schedule(int epochs, int length, long seed) {
    return new Schedule(epochs, 4 * length, length, 1e-3, 0.1, 0, 1, seed);
  }

  private static List<TrainingText> texts(List<String> contents) {
    List<TrainingText> texts = new ArrayList<>();
    for (int i = 0; i < contents.size(); i++) {
      texts.add(new TrainingText("record-" + i, contents.get(i)));
    }
    return texts;
  }

  @Property(tries = 60)
  void everyTokenIsLearntExactlyOnceAnEpoch(
      @ForAll @Size(max = 12) List<@StringLength(max = 80) String> contents,
      @ForAll @IntRange(min = 8, max = 40) int length) {
    List<TrainingText> texts = texts(contents);
    TrainingPlan plan = TrainingPlan.of(texts, TOKENIZER, schedule(2, length, 5));
    long expected = 0;
    for (TrainingText text : texts) {
      long body = TOKENIZER.encodeText(text.text(), false).length;
      expected += body == 0 ? 0 : body + 1;
    }
    long learnt = 0;
    for (int step = 1; step <= plan.steps(); step++) {
      for (TokenBatch pass : plan.passes(step)) {
        learnt += pass.labelled();
        for (int[] row : pass.ids()) {
          assertThat(row.length).isLessThanOrEqualTo(length);
        }
      }
    }
    assertThat(learnt).isEqualTo(2 * expected).isEqualTo(plan.tokens());
  }

  @Test
  void positionsAndLabelsBeginAnewWithEveryTextOfARow() {
    TrainingPlan plan =
        TrainingPlan.of(
            texts(List.of("the nurse", "the river", "the hour")), TOKENIZER, schedule(1, 64, 1));
    TokenBatch batch = plan.passes(1).getFirst();
    assertThat(batch.ids()).hasDimensions(1, batch.ids()[0].length);
    int segment = -1;
    for (int i = 0; i < batch.ids()[0].length; i++) {
      if (batch.positions()[0][i] == 0) {
        segment++;
        assertThat(batch.ids()[0][i]).isEqualTo(TOKENIZER.bosId());
      }
      assertThat(batch.segments()[0][i]).isEqualTo(segment);
      boolean last = batch.ids()[0][i] == TOKENIZER.eosId();
      assertThat(batch.labels()[0][i]).isEqualTo(last ? TokenBatch.IGNORE : batch.ids()[0][i + 1]);
    }
    assertThat(segment).isEqualTo(2);
  }

  @Test
  void orderDependsOnTheSeedAndOnNothingElse() {
    List<TrainingText> texts =
        texts(java.util.stream.IntStream.range(0, 20).mapToObj(i -> "text " + i).toList());
    var first = TrainingPlan.of(texts, TOKENIZER, schedule(2, 32, 1)).orderHash();
    assertThat(TrainingPlan.of(texts, TOKENIZER, schedule(2, 32, 1)).orderHash()).isEqualTo(first);
    assertThat(TrainingPlan.of(texts, TOKENIZER, schedule(2, 32, 2)).orderHash())
        .isNotEqualTo(first);
  }

  // A contributor must not be able to write the end of a text or a role of the chat format.
  @Test
  void specialTokensThatARecordSpellsAreLearntAsTheirLetters() {
    String spelt = "the<|end_of_text|> nurse<|begin_of_text|><|pad|>";
    Piece piece = Piece.of(new TrainingText("r", spelt, spelt), TOKENIZER, 96).getFirst();
    int[] body = Arrays.copyOfRange(piece.ids(), 1, piece.ids().length - 1);
    assertThat(body).doesNotContain(0, 1, 2);
    assertThat(TOKENIZER.decode(body, false)).isEqualTo(spelt + spelt);
    assertThat(piece.ids()[0]).isEqualTo(TOKENIZER.bosId());
    assertThat(piece.ids()[body.length + 1]).isEqualTo(TOKENIZER.eosId());
  }

  @Test
  void onlyTheAnswerIsLearntBehindAPrompt() {
    TrainingText text = new TrainingText("r", "the nurse of ward", " answers the sailor");
    Piece piece = Piece.of(text, TOKENIZER, 64).getFirst();
    int prompt = TOKENIZER.encode(text.prompt(), false).length;
    TokenBatch batch = PackedRow.batch(List.of(new PackedRow(List.of(piece))), 1);
    int[] labels = batch.labels()[0];
    for (int i = 0; i < labels.length; i++) {
      boolean learnt = i >= prompt && i + 1 < labels.length;
      assertThat(labels[i]).isEqualTo(learnt ? piece.ids()[i + 1] : TokenBatch.IGNORE);
    }
    assertThat(batch.labelled()).isEqualTo(piece.learnt());
  }

  @Test
  void aPieceThatHoldsOnlyAPromptIsLeftOut() {
    TrainingText text = new TrainingText("r", "the nurse of the ward ".repeat(9), "sailor");
    List<Piece> pieces = Piece.of(text, TOKENIZER, 16);
    long answer = TOKENIZER.encode("sailor", false).length + 1;
    assertThat(pieces.stream().mapToInt(Piece::learnt).sum()).isEqualTo((int) answer);
    assertThat(pieces).hasSizeLessThanOrEqualTo(2);
  }

  @Test
  void theRateFollowsItsDecay() {
    for (Decay decay : Decay.values()) {
      Schedule s = new Schedule(1, 64, 64, 1e-2, 0.1, 0, 1, 1, decay, 0, false);
      assertThat(s.rate(5, 100)).isEqualTo(5e-3);
      assertThat(s.rate(10, 100)).isEqualTo(1e-2);
      assertThat(s.rate(55, 100)).isCloseTo(decay == Decay.CONSTANT ? 1e-2 : 5.5e-3, within(1e-9));
      assertThat(s.rate(100, 100)).isCloseTo(decay == Decay.CONSTANT ? 1e-2 : 1e-3, within(1e-9));
    }
  }
}
