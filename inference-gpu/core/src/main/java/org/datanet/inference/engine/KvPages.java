package org.datanet.inference.engine;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.datanet.inference.AdapterRef;
import org.datanet.inference.InferenceConfig;
import org.jspecify.annotations.Nullable;

/// The pages of the key-value cache (vLLM, SOSP 2023). A page that no call holds any more but whose
/// content is known stays until its place is needed, the one left longest ago first. Page 0 is
/// never given away, because slot 0 takes the writes of padding. Used by the engine's thread only;
/// the counts by any.
final class KvPages {

  private final int pageTokens;
  private final Deque<Page> free = new ArrayDeque<>();
  private final Set<Page> idle = new LinkedHashSet<>();
  private final Map<PageKey, Page> known = new HashMap<>();
  private final int total;
  private volatile int freeCount;
  private volatile int idleCount;

  KvPages(InferenceConfig config) {
    this.pageTokens = config.pageTokens();
    this.total = Math.max(0, config.cacheTokens() / pageTokens - 1);
    for (int i = 1; i <= total; i++) {
      free.add(new Page(i));
    }
    count();
  }

  int pageTokens() {
    return pageTokens;
  }

  /// Pages that can be taken now, those with content left by ended calls included.
  int available() {
    return freeCount + idleCount;
  }

  EngineStatus.Cache status() {
    int unused = freeCount;
    int left = idleCount;
    return new EngineStatus.Cache(pageTokens, total, unused, left, total - unused - left);
  }

  /// Token slots that can be taken now.
  int freeTokens() {
    return available() * pageTokens;
  }

  /// An empty page, or null when every page is held.
  @Nullable Page take() {
    Page page = free.poll();
    if (page == null) {
      page = evictOldest();
    }
    if (page != null) {
      page.holders = 1;
    }
    count();
    return page;
  }

  private @Nullable Page evictOldest() {
    Iterator<Page> oldest = idle.iterator();
    if (!oldest.hasNext()) {
      return null;
    }
    Page page = oldest.next();
    oldest.remove();
    forget(page);
    return page;
  }

  /// The page with this content, computed or under way; null when there is none.
  @Nullable Page find(PageKey key) {
    return known.get(key);
  }

  /// Holds a page that was found.
  void hold(Page page) {
    if (page.holders++ == 0) {
      idle.remove(page);
      count();
    }
  }

  /// Makes a page known under its content, unless another one is.
  void publish(Page page, PageKey key) {
    if (known.putIfAbsent(key, page) == null) {
      page.key = key;
    }
  }

  /// Gives a held page back.
  void release(Page page) {
    if (--page.holders > 0) {
      return;
    }
    if (page.ready && page.key != null) {
      idle.add(page);
    } else {
      forget(page);
      free.push(page);
    }
    count();
  }

  /// Lets nobody find the content of these adapters' texts again.
  void forget(Predicate<AdapterRef> adapters) {
    known
        .keySet()
        .removeIf(key ->
            key.parent() instanceof CacheScope(String ignored, Optional<AdapterRef> adapter)
                && adapter.filter(adapters).isPresent());
  }

  private void forget(Page page) {
    if (page.key != null) {
      known.remove(page.key, page);
    }
    page.key = null;
    page.writer = null;
    page.ready = false;
  }

  private void count() {
    freeCount = free.size();
    idleCount = idle.size();
  }
}
