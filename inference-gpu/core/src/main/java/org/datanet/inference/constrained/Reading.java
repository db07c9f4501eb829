package org.datanet.inference.constrained;

import java.util.BitSet;
import java.util.List;

/// One answer on its way through a [Constraint]. Not thread-safe.
public final class Reading {

  private final Constraint constraint;
  private Language state;
  private int left;
  private List<Integer> wayOut = List.of();
  private boolean hurried;

  Reading(Constraint constraint, Language start, int maxTokens) {
    this.constraint = constraint;
    this.state = start;
    this.left = maxTokens;
  }

  /// Makes every token impossible that must not come now; false when none is left.
  public boolean restrict(float[] logits) {
    BitSet allowed = allowed();
    for (int i = allowed.nextClearBit(0); i < logits.length; i = allowed.nextClearBit(i + 1)) {
      logits[i] = Float.NEGATIVE_INFINITY;
    }
    return !allowed.isEmpty();
  }

  /// Near the limit only tokens that leave room for the rest may come. One way out is always kept:
  /// the greedy tokens of a shortest rest, which another token may not shorten.
  private BitSet allowed() {
    Constraint.Mask mask = constraint.mask(state);
    if (wayOut.isEmpty() && mask.largestNeed() < left) {
      return mask.allowed();
    }
    hurried = true;
    if (wayOut.isEmpty()) {
      wayOut = constraint.example(state);
    }
    BitSet allowed = constraint.within(state, left - 1).allowed();
    if (!wayOut.isEmpty()) {
      allowed.set(wayOut.getFirst());
    }
    return allowed;
  }

  /// Takes note of the token that came.
  public void accept(int token) {
    left--;
    if (constraint.isEnd(token)) {
      return;
    }
    state = constraint.after(state, token);
    wayOut =
        wayOut.isEmpty() || constraint.need(state) <= left
            ? List.of()
            : wayOut.subList(1, wayOut.size());
  }

  /// Whether nothing more may come.
  public boolean complete() {
    return state instanceof Language.Empty;
  }

  /// Whether the token limit had a say in what came.
  public boolean hurried() {
    return hurried;
  }
}
