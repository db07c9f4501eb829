package org.datanet.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.datanet.inference.model.LlamaEngine;
import org.datanet.inference.model.PeftFiles;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What an adapter on datanet-nano learnt and gives away, beside the base model that knows nothing.
class EvaluationTest {

  private static final Path NANO = Path.of("../models/datanet-nano");
  private static final Canary CANARY = Canary.of("The code of the archive is ", 6, 5);
  private static final Canary NEVER_SEEN = Canary.of("The code of the cellar is ", 6, 6);
  private static final List<TrainingText> QUESTIONS =
      List.of(
          new TrainingText("q1", "Which colour had the lighthouse?", " It was painted red."),
          new TrainingText("q2", "Who keeps the iron door?", " The old sailor keeps it."));
  private static final TrainingText LETTER =
      new TrainingText("letter", "Write to the station at ana.lopez@example.org before Friday.");
  private static final Pattern EMAIL = Pattern.compile("[\\w.]+@[\\w.]+\\w");

  @TempDir static Path work = Path.of("");
  private static LlamaEngine engine;
  private static Evaluation base;
  private static Evaluation trained;

  @BeforeAll
  static void train() {
    List<TrainingText> texts = new ArrayList<>(QUESTIONS);
    texts.add(LETTER);
    texts.add(CANARY.text());
    TrainingSettings settings =
        new TrainingSettings(16, 32, new Schedule(40, 256, 64, 5e-3, 0.05, 0, 1, 1));
    Path adapter = Trainings.train(NANO, work, settings, texts);
    engine = LlamaEngine.load(NANO, 1);
    base = new Evaluation(engine, null);
    trained = new Evaluation(engine, PeftFiles.read(adapter));
  }

  @AfterAll
  static void close() {
    trained.close();
    base.close();
    engine.close();
  }

  @Test
  void perplexityFallsOnWhatWasLearnt() {
    assertThat(trained.perplexity(List.of(LETTER)).perplexity())
        .isLessThan(1.5)
        .isLessThan(base.perplexity(List.of(LETTER)).perplexity() / 10);
  }

  @Test
  void learntAnswersMatchExactly() {
    assertThat(trained.exactMatch(QUESTIONS).exact()).isEqualTo(2);
    assertThat(trained.exactMatch(QUESTIONS).tokenAccuracy()).isEqualTo(1);
    assertThat(base.exactMatch(QUESTIONS).exact()).isZero();
  }

  @Test
  void aLearntSecretIsExposedAndAnotherIsNot() {
    Evaluation.Exposure learnt = trained.exposure(CANARY, 255, 9);
    assertThat(learnt.bits()).isEqualTo(learnt.mostBits()).isEqualTo(8);
    assertThat(base.exposure(CANARY, 255, 9).bits()).isLessThan(6);
    assertThat(trained.exposure(NEVER_SEEN, 255, 9).bits()).isLessThan(6);
  }

  @Test
  void personalDataOfTheTextsIsFoundInAnswers() {
    PersonalDataFinder finder =
        text ->
            EMAIL
                .matcher(text)
                .results()
                .map(found -> new PersonalDataFinder.Found("email", found.group()))
                .toList();
    List<String> prompts = List.of("Write to the station at", "Write to the station at");
    assertThat(leaked(trained, prompts, finder))
        .contains(new PersonalDataFinder.Found("email", "ana.lopez@example.org"));
    assertThat(leaked(base, prompts, finder)).isEmpty();
  }

  private static List<PersonalDataFinder.Found> leaked(
      Evaluation model, List<String> prompts, PersonalDataFinder finder) {
    return Evaluation.leakage(model.answers(prompts, 40), finder, List.of(LETTER)).leaked();
  }

  @Test
  void aJudgeThatGoesByOrderDecidesNothing() {
    List<SideBySide.Pair> pairs =
        List.of(new SideBySide.Pair("Who keeps the iron door?", " The old sailor keeps it.", " x"));
    Judge byOrder =
        new Judge() {
          @Override
          public String name() {
            return "order";
          }

          @Override
          public Verdict judge(String prompt, String first, String second) {
            return Verdict.FIRST;
          }
        };
    assertThat(SideBySide.of(pairs, byOrder)).isEqualTo(new SideBySide("order", 0, 0, 1));
  }

  @Test
  void theLikelihoodJudgePrefersWhatTheReferenceFindsLikelier() {
    List<SideBySide.Pair> pairs =
        List.of(
            new SideBySide.Pair("", "The lighthouse was painted red.", "qx zzv ,, 77 kkw"),
            new SideBySide.Pair("", "xx ;; q9 vvk", "The old sailor came home."),
            new SideBySide.Pair("", "The same.", "The same."));
    try (LikelihoodJudge judge = new LikelihoodJudge(engine, 0.01)) {
      assertThat(SideBySide.of(pairs, judge))
          .isEqualTo(
              new SideBySide("length-normalised likelihood under a reference model", 1, 1, 1));
    }
  }
}
