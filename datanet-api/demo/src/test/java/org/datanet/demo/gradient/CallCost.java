package org.datanet.demo.gradient;

import java.util.List;
import org.datanet.demo.gradient.Lesson.Room;
import org.datanet.devstack.measure.Measures;

/// What a call waits for attribution by gradients, beside what it takes to generate the answer
/// alone: one call at a time, an adapter of the platform's default rank.
final class CallCost {

  private static final int LETTERS = 4;
  private static final int ANSWER_TOKENS = 64;

  private final Room room;
  private final Letters letters = new Letters();
  private final List<Example> examples = letters.learnt(LETTERS);

  CallCost(Room room) {
    this.room = room;
  }

  void measure(Measures measures) {
    List<String> prompts = letters.prompts(1);
    long[] speaking = new long[prompts.size()];
    long[] deriving = new long[prompts.size()];
    long[] scoring = new long[prompts.size()];
    try (Lesson lesson = new Lesson(room, examples, examples.subList(0, 1), 1)) {
      Speaker speaker = new Speaker(room.engine(), lesson.student().adapter());
      for (int i = 0; i < prompts.size(); i++) {
        long begin = System.nanoTime();
        String answer = speaker.answer(prompts.get(i), ANSWER_TOKENS);
        long spoken = System.nanoTime();
        List<Example> query = List.of(new Example(0, prompts.get(i), answer.strip()));
        float[] features = Features.of(lesson.student(), query, room.pool()).rows()[0];
        long derived = System.nanoTime();
        lesson.scorers().dataInf().scores(List.of(features));
        speaking[i] = spoken - begin;
        deriving[i] = derived - spoken;
        scoring[i] = System.nanoTime() - derived;
      }
    }
    measures.percentiles("call_generation_64_tokens_%s", speaking, 1e6, "ms");
    measures.percentiles("call_gradient_%s", deriving, 1e6, "ms");
    measures.percentiles("call_scores_%s", scoring, 1e6, "ms");
  }
}
