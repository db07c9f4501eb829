package org.datanet.inference.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.datanet.inference.FailureReason;
import org.datanet.inference.constrained.Reading;
import org.jspecify.annotations.Nullable;

/// Chooses the tokens of one running generation and reports them as text. Used by the engine's
/// thread only.
final class Continuation {

  /// What [#next] gives in place of a token when the generation has ended with it.
  static final int NONE = -1;

  private final Generation generation;
  private final Decoding decoding;
  private final int maxTokens;
  private final Set<Integer> endIds;
  private final Sampler sampler;
  private final TextStream text;
  private final @Nullable Reading reading;
  private int count;
  private boolean ended;
  private List<ChosenToken> unreported = new ArrayList<>();

  Continuation(Generation generation, Vocabulary vocabulary) {
    GenerationRequest request = generation.request();
    this.generation = generation;
    this.decoding = request.decoding();
    this.maxTokens = request.maxTokens();
    this.endIds = vocabulary.endIds();
    this.sampler = new Sampler(decoding.sampling(), request.promptIds());
    this.text = new TextStream(vocabulary, decoding.stop());
    this.reading = decoding.constraint().map(c -> c.read(maxTokens)).orElse(null);
  }

  boolean ended() {
    return ended;
  }

  /// The next token of the answer, or [#NONE] when the end token was chosen; [#ended] tells whether
  /// the answer ends with it. The logits are changed.
  int next(float[] logits) {
    float[] own = decoding.topLogprobs().isPresent() ? logits.clone() : logits;
    if (reading != null && !reading.restrict(logits)) {
      fail();
      return NONE;
    }
    int token = sampler.next(logits);
    if (reading != null) {
      reading.accept(token);
    }
    if (endIds.contains(token)) {
      finish(regularEnd());
      return NONE;
    }
    count++;
    decoding.topLogprobs().ifPresent(top -> unreported.add(ChosenToken.of(token, own, top)));
    emit(text.push(token));
    if (text.stopped()) {
      finish("stop");
    } else if (reading != null && reading.complete()) {
      finish(regularEnd());
    } else if (count == maxTokens) {
      finish("length");
    }
    return token;
  }

  /// An answer that was brought to its end because of the token limit did not end by itself.
  private String regularEnd() {
    return reading != null && reading.hurried() ? "length" : "stop";
  }

  private void fail() {
    ended = true;
    generation.emit(
        new GenerationEvent.Failed(
            FailureReason.ERROR, "The model has no tokens for what the schema asks for."));
  }

  private void finish(String reason) {
    ended = true;
    String rest = text.finish();
    if (!rest.isEmpty() || !unreported.isEmpty()) {
      report(rest);
    }
    generation.emit(new GenerationEvent.Finished(text.stopped() ? "stop" : reason, count));
  }

  private void emit(String piece) {
    if (!piece.isEmpty()) {
      report(piece);
    }
  }

  private void report(String piece) {
    generation.emit(new GenerationEvent.Text(piece, unreported));
    unreported = new ArrayList<>();
  }
}
