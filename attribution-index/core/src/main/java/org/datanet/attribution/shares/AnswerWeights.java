package org.datanet.attribution.shares;

import java.util.List;
import org.datanet.attribution.query.WordSpan;
import org.datanet.attribution.text.WordTokens;

/// The surprisal of each word of an answer under the unigram model of all indexes together, in
/// thousandths of a bit. A word in no index weighs as one seen once.
final class AnswerWeights {

  private final long[] weights;

  AnswerWeights(List<DatasetIndex> indexes, WordTokens answer) {
    long corpus = 1;
    for (DatasetIndex dataset : indexes) {
      corpus += dataset.index().distinctWordCount();
    }
    weights = new long[answer.size()];
    for (int i = 0; i < weights.length; i++) {
      String word = answer.word(i);
      long seen = 0;
      for (DatasetIndex dataset : indexes) {
        seen += dataset.index().distinctCount(dataset.index().wordId(word));
      }
      weights[i] = Math.max(1, Millibits.surprisal(corpus, Math.max(1, seen)));
    }
  }

  long of(int word) {
    return weights[word];
  }

  long of(WordSpan span) {
    long sum = 0;
    for (int i = span.from(); i < span.to(); i++) {
      sum += weights[i];
    }
    return sum;
  }

  long total() {
    return of(new WordSpan(0, weights.length));
  }
}
