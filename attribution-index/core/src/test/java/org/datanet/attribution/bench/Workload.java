package org.datanet.attribution.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.datanet.attribution.index.AttributionIndex;
import org.datanet.attribution.query.PhraseQuery;

/// Questions drawn from an index with a fixed seed: phrases that stand in it, phrases that do not,
/// and answers sewn from its records as a model that repeats its data would: runs of 1 to 8 words,
/// each tenth one of 20 to 80.
final class Workload {

  private final AttributionIndex index;
  private final Random random = new Random(42);

  Workload(AttributionIndex index) {
    this.index = index;
  }

  List<List<String>> hits(int count, int words) {
    List<List<String>> phrases = new ArrayList<>();
    while (phrases.size() < count) {
      phrases.add(run(words));
    }
    return phrases;
  }

  /// Each is a phrase of the data with its last word (of one word: with its first letter) changed.
  List<List<String>> misses(int count, int words) {
    List<List<String>> phrases = new ArrayList<>();
    while (phrases.size() < count) {
      List<String> phrase = new ArrayList<>(run(words));
      phrase.set(words - 1, words == 1 ? "\u2021" + phrase.getFirst() : run(1).getFirst());
      if (new PhraseQuery(index, phrase).count() == 0) {
        phrases.add(phrase);
      }
    }
    return phrases;
  }

  List<String> answers(int count, int words) {
    List<String> answers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      List<String> answer = new ArrayList<>();
      for (int run = 0; answer.size() < words; run++) {
        int length = run % 10 == 9 ? 20 + random.nextInt(61) : 1 + random.nextInt(8);
        answer.addAll(run(Math.min(length, words - answer.size())));
      }
      answers.add(String.join(" ", answer));
    }
    return answers;
  }

  /// Neighbouring words of a random record, each place being as likely as the other.
  private List<String> run(int words) {
    while (true) {
      int at = random.nextInt(index.segmentCount());
      var segment = index.segment(at);
      int place = random.nextInt(segment.tokenCount());
      int ordinal = segment.recordAt(place);
      int from = place - segment.recordStart(ordinal);
      if (from + words < segment.recordStart(ordinal + 1) - segment.recordStart(ordinal)) {
        return index.words(index.firstOrdinal(at) + ordinal, from, from + words);
      }
    }
  }
}
