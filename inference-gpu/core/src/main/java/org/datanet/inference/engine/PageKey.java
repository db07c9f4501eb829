package org.datanet.inference.engine;

import java.util.Arrays;

/// What a page of the cache holds: its tokens, after everything that its parents hold. The parent
/// is the key of the page before it, the very object, or the [CacheScope] at the start of a text.
/// Two keys are equal only when all tokens up to the page's end are, so no hash can mistake one
/// text for another (prefix trees of pages: SGLang, NeurIPS 2024).
final class PageKey {

  private final Object parent;
  private final int[] tokens;
  private final int hash;

  PageKey(Object parent, int[] tokens) {
    this.parent = parent;
    this.tokens = tokens;
    this.hash = 31 * parentHash() + Arrays.hashCode(tokens);
  }

  Object parent() {
    return parent;
  }

  private int parentHash() {
    return parent instanceof CacheScope ? parent.hashCode() : System.identityHashCode(parent);
  }

  private boolean sameParent(PageKey other) {
    return parent == other.parent || (parent instanceof CacheScope && parent.equals(other.parent));
  }

  @Override
  public boolean equals(Object object) {
    return object instanceof PageKey other
        && hash == other.hash
        && sameParent(other)
        && Arrays.equals(tokens, other.tokens);
  }

  @Override
  public int hashCode() {
    return hash;
  }
}
