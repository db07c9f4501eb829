package org.datanet.inference.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The cache pages of one running call, in the order of its text. Full pages of the prompt are
/// shared with every call that has the same beginning: the first one computes them, the others wait
/// for it and go on from there; if it goes away, one of them takes over. The prompt's last token is
/// always computed, because its logits are needed.
final class PageTable {

  private final KvPages pages;
  private final CacheScope scope;
  private final int[] tokens;
  private final int shareable;
  private final List<Page> held = new ArrayList<>();
  private int cached;
  private int reused;

  /// @param tokens the text, which grows in place
  /// @param length tokens to be read before the first one is generated
  PageTable(KvPages pages, CacheScope scope, int[] tokens, int length) {
    this.pages = pages;
    this.scope = scope;
    this.tokens = tokens;
    this.shareable = (length - 1) / pages.pageTokens();
  }

  /// Takes pages for `length` tokens, if so many are there and `spare` remain.
  boolean open(int length, int spare) {
    int wanted = Math.ceilDiv(length, pages.pageTokens());
    if (wanted - foundInUse() + spare > pages.available()) {
      return false;
    }
    for (int i = 0; i < shareable; i++) {
      PageKey key = key(i);
      Page found = pages.find(key);
      if (found != null) {
        pages.hold(found);
        held.add(found);
      } else {
        Page page = taken();
        pages.publish(page, key);
        page.writer = this;
      }
    }
    return grow(length);
  }

  /// Takes further pages until `length` tokens fit; false when there are none.
  boolean grow(int length) {
    while (held.size() * pages.pageTokens() < length) {
      Page page = pages.take();
      if (page == null) {
        return false;
      }
      held.add(page);
    }
    return true;
  }

  private Page taken() {
    Page page = pages.take();
    if (page == null) {
      throw new IllegalStateException("fewer pages than were counted");
    }
    held.add(page);
    return page;
  }

  /// Leading pages that other calls hold at this moment.
  private int foundInUse() {
    int inUse = 0;
    Object parent = scope;
    for (int i = 0; i < shareable; i++) {
      Page found = pages.find(new PageKey(parent, content(i)));
      if (found == null || found.key == null) {
        break;
      }
      inUse += found.holders > 0 ? 1 : 0;
      parent = found.key;
    }
    return inUse;
  }

  private PageKey key(int page) {
    Object parent = page == 0 ? scope : Objects.requireNonNull(held.get(page - 1).key);
    return new PageKey(parent, content(page));
  }

  private int[] content(int page) {
    int from = page * pages.pageTokens();
    return Arrays.copyOfRange(tokens, from, from + pages.pageTokens());
  }

  /// The cache slot of a position.
  int slot(int position) {
    int size = pages.pageTokens();
    return held.get(position / size).index * size + position % size;
  }

  /// Tokens whose keys and values are in the cache.
  int cached() {
    return cached;
  }

  /// Tokens that were found in the cache instead of computed.
  int reused() {
    return reused;
  }

  /// How many of the next tokens this call may compute now, after going past what others have
  /// computed: 0 while it waits for another call.
  int writable(int most) {
    int size = pages.pageTokens();
    while (cached % size == 0 && cached / size < shareable && held.get(cached / size).ready) {
      cached += size;
      reused += size;
    }
    int end = cached;
    while (end < cached + most && mine(end / size)) {
      end = (end / size + 1) * size;
    }
    return Math.min(end, cached + most) - cached;
  }

  private boolean mine(int page) {
    if (page >= shareable) {
      return true;
    }
    Page shared = held.get(page);
    if (shared.writer == null && !shared.ready) {
      shared.writer = this;
    }
    return shared.writer == this;
  }

  /// Takes note that so many further tokens are in the cache.
  void advance(int count) {
    int size = pages.pageTokens();
    int from = cached / size;
    cached += count;
    for (int page = from; page < Math.min(shareable, cached / size); page++) {
      finished(held.get(page));
    }
  }

  private static void finished(Page page) {
    page.ready = true;
    page.writer = null;
  }

  /// Gives all pages back; full ones stay findable until their place is needed.
  void close() {
    publishAnswer();
    for (Page page : held.reversed()) {
      if (page.writer == this) {
        page.writer = null;
      }
      pages.release(page);
    }
    held.clear();
    cached = 0;
  }

  /// What was generated may be the beginning of the next prompt.
  private void publishAnswer() {
    @Nullable Object parent = shareable == 0 ? scope : held.get(shareable - 1).key;
    for (int i = shareable; parent != null && i < cached / pages.pageTokens(); i++) {
      PageKey key = new PageKey(parent, content(i));
      Page page = held.get(i);
      pages.publish(page, key);
      finished(page);
      Page canonical = pages.find(key);
      parent = canonical == null ? null : canonical.key;
    }
  }
}
