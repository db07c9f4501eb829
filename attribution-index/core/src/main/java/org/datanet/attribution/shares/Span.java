package org.datanet.attribution.shares;

import java.util.List;

/// A maximal span of an answer that stands in the data.
///
/// @param start first character in the answer, UTF-16 units
/// @param end last character, exclusive
/// @param words length in words
/// @param weightMillibits surprisal of all its words, thousandths of a bit
/// @param creditedMillibits surprisal of the words credited to this span; 0 for boilerplate
/// @param documents records it stands in; for boilerplate, how often it occurs
/// @param records who stands behind it; those that earn first, at most `listedRecords`
public record Span(
    int start,
    int end,
    int words,
    SpanKind kind,
    long weightMillibits,
    long creditedMillibits,
    int documents,
    List<SpanRecord> records) {

  public Span {
    records = List.copyOf(records);
  }
}
