package org.datanet.attribution.server;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.datanet.attribution.query.SpanSearch;
import org.datanet.attribution.query.WordSpan;
import org.datanet.attribution.server.Protocol.EarlierQuestion;
import org.datanet.attribution.server.Protocol.EarlierReply;
import org.datanet.attribution.server.Protocol.SourcesQuestion;
import org.datanet.attribution.server.Protocol.SourcesReply;
import org.datanet.attribution.server.Protocol.WordsQuestion;
import org.datanet.attribution.server.Protocol.WordsReply;
import org.datanet.kernel.Hash;
import org.jspecify.annotations.Nullable;

/// Searches an index on a server. What is asked of the words alone is one call, made once.
final class RemoteSearch implements SpanSearch {

  private final RemoteSpans index;
  private final List<String> words;
  private @Nullable Hash digest; // of the generation that has answered
  private @Nullable WordsReply ofWords;

  RemoteSearch(RemoteSpans index, List<String> words) {
    this.index = index;
    this.words = List.copyOf(words);
    digest = index.digest();
  }

  @Override
  public WordCounts wordCounts() {
    WordsReply reply = ofWords();
    return new WordCounts(reply.corpusWords(), reply.occurrences().clone());
  }

  @Override
  public int[] longestMatches() {
    return ofWords().longestMatches().clone();
  }

  private WordsReply ofWords() {
    WordsReply reply = ofWords;
    if (reply == null) {
      reply = ask("words", new WordsQuestion(digest, words), WordsReply.class);
      pin(reply.digest());
      checkSize(reply.occurrences().length, words.size());
      checkSize(reply.longestMatches().length, words.size());
      ofWords = reply;
    }
    return reply;
  }

  @Override
  public List<SpanSources> sources(List<WordSpan> parts, Limits limits) {
    return portions(
        parts,
        some -> {
          SourcesQuestion question = new SourcesQuestion(digest, words, some, limits);
          SourcesReply reply = ask("sources", question, SourcesReply.class);
          pin(reply.digest());
          return reply.parts();
        });
  }

  @Override
  public List<List<WordSpan>> earlierParts(List<DatedSpan> parts, int minWords) {
    return portions(
        parts,
        some -> {
          EarlierQuestion question = new EarlierQuestion(digest, words, some, minWords);
          EarlierReply reply = ask("earlier-parts", question, EarlierReply.class);
          pin(reply.digest());
          return reply.parts();
        });
  }

  private <T> T ask(String question, Object body, Class<T> reply) {
    return index.client().ask("/indexes/" + index.index() + "/" + question, body, reply);
  }

  /// Asks for as many parts at a time as one call may name.
  private <P, R> List<R> portions(List<P> parts, Function<List<P>, List<R>> ask) {
    List<R> all = new ArrayList<>();
    for (int from = 0; from < parts.size(); from += Protocol.MAX_PARTS) {
      List<P> some = parts.subList(from, Math.min(parts.size(), from + Protocol.MAX_PARTS));
      List<R> answers = ask.apply(some);
      checkSize(answers.size(), some.size());
      all.addAll(answers);
    }
    return all;
  }

  private void pin(Hash answered) {
    if (digest != null && !digest.equals(answered)) {
      throw index.client().failed("answered from another generation than the one asked for");
    }
    digest = answered;
  }

  private void checkSize(int size, int expected) {
    if (size != expected) {
      throw index.client().failed("gave " + size + " answers to " + expected + " questions");
    }
  }
}
