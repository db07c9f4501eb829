package org.datanet.attribution.shares;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.datanet.attribution.query.PhraseQuery;
import org.datanet.attribution.query.WordSpan;
import org.datanet.attribution.retrieval.RetrievedPassage;
import org.datanet.attribution.text.WordTokens;

/// Finds the spans of an answer in the passages retrieved for the call (step 5), for the words the
/// snapshot leaves free.
final class PassageSpans {

  private final List<RetrievedPassage> passages;
  private final List<List<String>> texts;
  private final WordTokens answer;
  private final AnswerWeights weights;

  PassageSpans(List<RetrievedPassage> passages, WordTokens answer, AnswerWeights weights) {
    this.passages = passages;
    this.answer = answer;
    this.weights = weights;
    texts = passages.stream().map(passage -> WordTokens.of(passage.text()).words()).toList();
  }

  List<FoundSpan> find(boolean[] taken, AttributionParameters parameters) {
    int[] longest = new int[answer.size()];
    for (List<String> text : texts) {
      for (int at = 0; at < text.size(); at++) {
        for (int word = 0; word < answer.size(); word++) {
          longest[word] = Math.max(longest[word], common(word, text, at, taken));
        }
      }
    }
    return PhraseQuery.maximalSpans(longest, parameters.minWords()).stream()
        .filter(span -> weights.of(span) >= parameters.minMillibits())
        .map(this::found)
        .toList();
  }

  private int common(int word, List<String> text, int at, boolean[] taken) {
    int common = 0;
    while (word + common < answer.size()
        && at + common < text.size()
        && !taken[word + common]
        && answer.word(word + common).equals(text.get(at + common))) {
      common++;
    }
    return common;
  }

  private FoundSpan found(WordSpan span) {
    List<String> words = answer.words().subList(span.from(), span.to());
    List<Holder> holders = new ArrayList<>();
    for (int i = 0; i < passages.size(); i++) {
      if (Collections.indexOfSubList(texts.get(i), words) >= 0) {
        holders.add(holder(passages.get(i)));
      }
    }
    List<Holder> earners = Credit.acceptedFirst(holders);
    return new FoundSpan(
        span,
        SpanKind.RETRIEVED,
        weights.of(span),
        holders.size(),
        earners.getFirst().acceptedAt(),
        earners,
        Credit.others(holders, earners));
  }

  private static Holder holder(RetrievedPassage passage) {
    return new Holder(
        passage.recordId(),
        passage.datasetVersionId(),
        passage.contributor(),
        passage.acceptedAt());
  }
}
