package org.datanet.inference.constrained;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What an answer must look like, for one vocabulary: which tokens may come next, in any state
/// (Willard & Louf 2023, "Efficient Guided Generation for Large Language Models"; masks are kept
/// per state as in XGrammar, Dong et al. 2024). Besides being possible, a token must leave enough
/// of the token limit to complete the answer, so an answer is whole even when it ends at its limit.
/// Thread-safe.
public final class Constraint {

  /// Number of tokens of what no tokens can write.
  static final int UNWRITABLE = 1 << 29;

  private static final int MOST_MASKS = 1000;
  private static final int MOST_BYTES = 1 << 16;

  private final Languages languages;
  private final Language start;
  private final TokenTexts tokens;
  private final Map<Language, Mask> masks = new HashMap<>();

  /// The tokens that may come in a state.
  ///
  /// @param largestNeed tokens to complete the answer after the worst of them
  record Mask(BitSet allowed, int largestNeed) {}

  Constraint(Languages languages, Language start, TokenTexts tokens) {
    languages.complete();
    this.languages = languages;
    this.start = start;
    this.tokens = tokens;
  }

  /// Tokens that suffice for a whole answer; very many when none can be written.
  public synchronized int neededTokens() {
    return need(start);
  }

  /// Whether the model can write any such answer.
  public boolean writable() {
    return neededTokens() < UNWRITABLE;
  }

  /// Starts an answer.
  ///
  /// @param maxTokens at least [#neededTokens]
  public Reading read(int maxTokens) {
    return new Reading(this, start, maxTokens);
  }

  /// How many states were met: a measure of the memory held.
  synchronized int states() {
    return languages.size();
  }

  synchronized Mask mask(Language state) {
    Mask known = masks.get(state);
    if (known == null) {
      known = within(state, UNWRITABLE - 1);
      if (masks.size() >= MOST_MASKS) {
        masks.clear();
      }
      masks.put(state, known);
    }
    return known;
  }

  /// The tokens after which at most so many complete the answer.
  synchronized Mask within(Language state, int left) {
    BitSet allowed = new BitSet(tokens.size());
    int[] largest = {0};
    tokens.walk(
        state,
        languages,
        (next, token) -> {
          int need = need(next);
          if (need <= left) {
            allowed.set(token);
            largest[0] = Math.max(largest[0], need);
          }
        });
    if (state.matchesEmpty()) {
      tokens.endIds().forEach(allowed::set);
    }
    return new Mask(allowed, largest[0]);
  }

  synchronized int need(Language state) {
    if (state.tokensNeeded() < 0) {
      state.tokensNeeded(
          state.shortest() == 0 ? 0 : state.shortest() > MOST_BYTES ? UNWRITABLE : written(state));
    }
    return state.tokensNeeded();
  }

  private int written(Language state) {
    List<Integer> example = tokens.tokens(state.example());
    return example.isEmpty() ? UNWRITABLE : example.size();
  }

  /// Tokens that complete the answer from this state.
  synchronized List<Integer> example(Language state) {
    return tokens.tokens(state.example());
  }

  synchronized Language after(Language state, int token) {
    Language next = state;
    for (byte read : tokens.text(token)) {
      next = next.after(read & 0xff, languages);
    }
    return next;
  }

  boolean isEnd(int token) {
    return tokens.endIds().contains(token);
  }
}
