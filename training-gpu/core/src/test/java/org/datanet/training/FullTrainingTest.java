package org.datanet.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.datanet.inference.model.LlamaConfig;
import org.datanet.inference.model.LlamaEngine;
import org.datanet.inference.model.ModelFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FullTrainingTest {

  @TempDir Path work;

  @Test
  void allWeightsLearnOnFromAModelAndAreReadBack() throws IOException {
    LlamaConfig config = LlamaConfig.read(Trainings.TINY);
    for (String name : List.of("tokenizer.json", "config.json")) {
      Files.copy(Trainings.TINY.resolve(name), work.resolve(name));
    }
    List<TrainingText> texts = Trainings.texts().subList(0, 4);
    FullTraining training =
        new FullTraining(config, work, new Schedule(12, 96, 48, 5e-3, 0.1, 0.01, 1, 3), 1);
    FullTraining.Outcome outcome = training.trainOn(Trainings.TINY, texts, progress -> {});
    ModelFiles.write(config, outcome.weights(), work);
    try (LlamaEngine before = LlamaEngine.load(Trainings.TINY, 1);
        LlamaEngine after = LlamaEngine.load(work, 1);
        Evaluation old = new Evaluation(before, null);
        Evaluation learnt = new Evaluation(after, null)) {
      double first = old.perplexity(texts).nats();
      assertThat(outcome.lossCurve().getFirst().loss()).isBetween(first - 1.0, first + 1.0);
      assertThat(learnt.perplexity(texts).nats()).isLessThan(first - 3);
    }
  }
}
