package org.datanet.attribution.shares;

/// Where a span of an answer was found.
public enum SpanKind {
  /// In the adapter's training snapshot.
  SNAPSHOT,
  /// In a passage retrieved for the call, not in the snapshot.
  RETRIEVED,
  /// In the snapshot, but in so many sources that nobody is paid for it.
  BOILERPLATE
}
