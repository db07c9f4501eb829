package org.datanet.inference.engine;

import java.util.Arrays;
import org.datanet.inference.FailureReason;

/// One running generation: its tokens, its pages of the cache, its slab row. The tokens `[cached,
/// length)` are not in the cache yet: the prompt at first, then one token a step. Used by the
/// engine's thread only.
final class Row {

  private final Generation generation;
  private final int[] tokens;
  private final int[] pages;
  private final int pageTokens;
  private final int slabRow;
  private final Continuation continuation;
  private int length;
  private int cached;
  private boolean ended;

  Row(Generation generation, int[] pages, int pageTokens, int slabRow, Vocabulary vocabulary) {
    GenerationRequest request = generation.request();
    this.generation = generation;
    this.length = request.promptIds().length;
    this.tokens = Arrays.copyOf(request.promptIds(), length + request.maxTokens());
    this.pages = pages;
    this.pageTokens = pageTokens;
    this.slabRow = slabRow;
    this.continuation = new Continuation(generation, vocabulary);
    generation.started();
  }

  int pending() {
    return length - cached;
  }

  int cached() {
    return cached;
  }

  int token(int position) {
    return tokens[position];
  }

  /// The cache slot of a position.
  int slot(int position) {
    return pages[position / pageTokens] * pageTokens + position % pageTokens;
  }

  int slabRow() {
    return slabRow;
  }

  int[] pages() {
    return pages;
  }

  Generation generation() {
    return generation;
  }

  boolean ended() {
    return ended;
  }

  /// Takes note that so many pending tokens are cached; after the last one the next token is
  /// chosen.
  void advance(int taken, float[] logits) {
    cached += taken;
    if (cached == length) {
      generation.read(0);
      int token = continuation.next(logits);
      ended = continuation.ended();
      if (token != Continuation.NONE) {
        tokens[length++] = token;
      }
    }
  }

  void fail(FailureReason reason, String detail) {
    ended = true;
    generation.emit(new GenerationEvent.Failed(reason, detail));
  }
}
