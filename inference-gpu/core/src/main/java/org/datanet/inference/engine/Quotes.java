package org.datanet.inference.engine;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Answers without a model: with passages found for the question, word for word. Only passages that
/// fit as a whole are told; the best one is cut where it alone is too long. Thread-safe.
public final class Quotes {

  private static final String BETWEEN = "\n\n";
  private static final String INCOMPLETE = "\uFFFD";

  private final Vocabulary vocabulary;
  private final EngineMeter meter = new EngineMeter();

  private record Quotation(String text, boolean whole) {}

  /// @param vocabulary counts the tokens of what is quoted
  public Quotes(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
  }

  /// An answer that is complete already.
  ///
  /// @param passages the best first
  /// @param askedNanos when the request came, before the passages were looked up
  public Generation quote(GenerationRequest request, List<String> passages, long askedNanos) {
    Generation generation = new Generation(request, Optional.empty(), askedNanos);
    Quotation quotation = choose(passages, request.maxTokens());
    int tokens = tokens(quotation.text());
    generation.started();
    generation.read(0);
    generation.generated(tokens);
    if (!quotation.text().isEmpty()) {
      generation.emit(new GenerationEvent.Text(quotation.text(), List.of()));
    }
    generation.emit(new GenerationEvent.Finished(quotation.whole() ? "stop" : "length", tokens));
    meter.ended(generation);
    return generation;
  }

  /// How fast quotes were of late.
  public EngineStatus.Speed speed() {
    return meter.speed();
  }

  private Quotation choose(List<String> passages, int most) {
    String text = "";
    for (String passage : passages) {
      String longer = text.isEmpty() ? passage : text + BETWEEN + passage;
      if (tokens(longer) > most) {
        return new Quotation(text.isEmpty() ? cut(passage, most) : text, false);
      }
      text = longer;
    }
    return new Quotation(text, true);
  }

  /// The longest beginning that has at most so many tokens when it is read again.
  private String cut(String passage, int most) {
    int[] ids = vocabulary.encode(passage);
    int length = Math.min(ids.length, most + beginTokens());
    String text;
    do {
      text = vocabulary.decode(Arrays.copyOf(ids, length)).replace(INCOMPLETE, "");
      length--;
    } while (tokens(text) > most);
    return text;
  }

  private int tokens(String text) {
    return text.isEmpty() ? 0 : vocabulary.encode(text).length - beginTokens();
  }

  private int beginTokens() {
    return vocabulary.encode("").length;
  }
}
