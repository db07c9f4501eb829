package org.datanet.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.datanet.inference.model.AdapterSlab;
import org.datanet.inference.model.KvCache;
import org.datanet.inference.model.LlamaEngine;
import org.datanet.inference.model.PeftFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

// The base model is good enough when an adapter on it gives back what its Datanet taught it.
class NanoAdapterTest {

  private static final Path NANO = Path.of("../models/datanet-nano");
  private static final List<String> TEXTS =
      List.of(
          "The lighthouse of Punta Negra was painted red in the spring and blue in the autumn.",
          "El faro de Punta Negra tiene ciento doce escalones y una puerta de hierro muy pequeña.",
          "Station seven reported a stuck humidity sensor from Tuesday noon until Friday morning.",
          "La estación siete avisó de un sensor de humedad bloqueado desde el martes a mediodía.");

  @TempDir Path work;

  @Test
  void anAdapterContinuesTheTextsItWasTrainedOn() {
    TrainingSettings settings =
        new TrainingSettings(16, 32, new Schedule(40, 256, 64, 5e-3, 0.05, 0, 1, 1));
    List<TrainingText> texts = TEXTS.stream().map(t -> new TrainingText(t, t)).toList();
    Path adapter = Trainings.train(NANO, work, settings, texts);
    try (LlamaEngine engine = LlamaEngine.load(NANO, 1);
        AdapterSlab slab = engine.newSlab(1, 16)) {
      slab.attach(0, PeftFiles.read(adapter));
      for (String text : TEXTS) {
        String[] words = text.split(" ");
        String prompt = String.join(" ", Arrays.copyOf(words, 5));
        assertThat(prompt + greedy(engine, slab, prompt)).isEqualTo(text);
      }
    }
  }

  private static String greedy(LlamaEngine engine, AdapterSlab slab, String prompt) {
    List<Integer> text = new ArrayList<>();
    for (int id : engine.tokenizer().encode(prompt, true)) {
      text.add(id);
    }
    int begin = text.size();
    int eos = engine.tokenizer().eosId();
    int done = 0;
    try (KvCache cache = engine.newCache(128)) {
      while (text.size() < 100 && text.getLast() != eos) {
        float[] logits = engine.step(TextSampler.tail(text, done), cache, slab)[0];
        done = text.size();
        text.add(
            IntStream.range(0, logits.length).reduce(0, (a, b) -> logits[b] > logits[a] ? b : a));
      }
    }
    int[] answer = text.subList(begin, text.size()).stream().mapToInt(i -> i).toArray();
    return engine.tokenizer().decode(answer, true);
  }
}
