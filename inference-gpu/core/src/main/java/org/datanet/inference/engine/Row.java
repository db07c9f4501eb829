package org.datanet.inference.engine;

import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.datanet.inference.FailureReason;
import org.datanet.inference.model.LoraAdapter;
import org.jspecify.annotations.Nullable;

/// One running generation: its tokens, its pages of the cache, its seat in a slab. The tokens
/// `[cached, length)` are not in the cache yet: the prompt at first, then one token a step. A row
/// can give its pages up and read its tokens again later. Used by the engine's thread only.
final class Row {

  private final Generation generation;
  private final int[] tokens;
  private final Continuation continuation;
  private @Nullable PageTable pages;
  private @Nullable Slab slab;
  private int seat;
  private int length;
  private boolean ended;

  Row(Generation generation, Vocabulary vocabulary) {
    GenerationRequest request = generation.request();
    this.generation = generation;
    this.length = request.promptIds().length;
    this.tokens = Arrays.copyOf(request.promptIds(), length + request.maxTokens());
    this.continuation = new Continuation(generation, vocabulary);
  }

  /// Takes its first pages, if they are there with `spare` more.
  boolean open(KvPages from, int spare) {
    var table = new PageTable(from, generation.scope(), tokens, length);
    if (!table.open(length, spare)) {
      return false;
    }
    pages = table;
    return true;
  }

  /// Gives its pages back; they are opened anew before it goes on.
  void close() {
    if (pages != null) {
      pages.close();
      pages = null;
    }
  }

  private PageTable pages() {
    return Objects.requireNonNull(pages);
  }

  /// Room for all its tokens; false when no page is left.
  boolean grow() {
    return pages().grow(length);
  }

  int pending() {
    return length - cached();
  }

  int cached() {
    return pages().cached();
  }

  /// How many of the pending tokens can be read now; 0 while another call computes them.
  int readable(int most) {
    return pages().writable(Math.min(most, pending()));
  }

  int token(int position) {
    return tokens[position];
  }

  /// The cache slot of a position.
  int slot(int position) {
    return pages().slot(position);
  }

  void sit(Slab at, int row) {
    slab = at;
    seat = row;
  }

  Slab slab() {
    return Objects.requireNonNull(slab);
  }

  int seat() {
    return seat;
  }

  Optional<LoraAdapter> adapter() {
    return generation.adapter();
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
    pages().advance(taken);
    if (pending() == 0) {
      generation.read(pages().reused());
      int token = continuation.next(logits);
      ended = continuation.ended();
      if (token != Continuation.NONE) {
        tokens[length++] = token;
      }
      generation.generated(length - generation.request().promptIds().length);
    }
  }

  void fail(FailureReason reason, String detail) {
    ended = true;
    generation.emit(new GenerationEvent.Failed(reason, detail));
  }
}
