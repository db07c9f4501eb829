package org.datanet.inference.engine;

import org.datanet.inference.InferenceConfig;

/// Free list over the pages of the key-value cache. Page 0 is never given away, because slot 0
/// takes the writes of padding. Used by the engine's thread only.
final class KvPages {

  private final int pageTokens;
  private final int[] free;
  private volatile int freeCount;

  KvPages(InferenceConfig config) {
    this.pageTokens = config.pageTokens();
    this.free = new int[Math.max(0, config.cacheTokens() / pageTokens - 1)];
    this.freeCount = free.length;
    for (int i = 0; i < free.length; i++) {
      free[i] = free.length - i;
    }
  }

  int pageTokens() {
    return pageTokens;
  }

  /// Token slots not given away.
  int freeTokens() {
    return freeCount * pageTokens;
  }

  boolean fits(int tokens) {
    return tokens <= freeTokens();
  }

  /// Pages for so many tokens; the caller has asked [#fits].
  int[] take(int tokens) {
    int[] pages = new int[Math.ceilDiv(tokens, pageTokens)];
    int left = freeCount;
    for (int i = 0; i < pages.length; i++) {
      pages[i] = free[--left];
    }
    freeCount = left;
    return pages;
  }

  void release(int[] pages) {
    System.arraycopy(pages, 0, free, freeCount, pages.length);
    freeCount = freeCount + pages.length;
  }
}
