package org.datanet.attribution.shares;

import java.util.List;
import org.datanet.attribution.query.SpanSearch.WordCounts;
import org.datanet.attribution.query.WordSpan;

/// The surprisal of each word of an answer under the unigram model of all dataset versions
/// together, in thousandths of a bit. A word in none weighs as one seen once.
final class AnswerWeights {

  private final long[] sums; // of the words before

  AnswerWeights(List<WordCounts> counts, int answerWords) {
    long corpus = 1;
    for (WordCounts of : counts) {
      corpus += of.corpusWords();
    }
    sums = new long[answerWords + 1];
    for (int word = 0; word < answerWords; word++) {
      long seen = 0;
      for (WordCounts of : counts) {
        seen += of.occurrences()[word];
      }
      sums[word + 1] = sums[word] + Math.max(1, Millibits.surprisal(corpus, Math.max(1, seen)));
    }
  }

  long of(WordSpan span) {
    return sums[span.to()] - sums[span.from()];
  }

  long total() {
    return sums[sums.length - 1];
  }
}
