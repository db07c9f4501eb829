package org.datanet.inference.engine;

import org.jspecify.annotations.Nullable;

/// One page of the key-value cache. Belongs to [KvPages].
final class Page {

  /// Place in the cache: its first token slot is `index * pageTokens`.
  final int index;

  /// How many running calls hold it.
  int holders;

  /// What it holds or is going to hold; null is the content of one call only.
  @Nullable PageKey key;

  /// Who is to compute it, while that has not happened.
  @Nullable PageTable writer;

  /// Whether its keys and values are all computed.
  boolean ready;

  Page(int index) {
    this.index = index;
  }
}
