package org.datanet.attribution.query;

import java.util.List;

/// The records of one dataset version as attribution asks them: an index opened here
/// ([LocalSpans]), one on a server, or several that share the records between them
/// ([ShardedSpans]).
public interface SpanIndex {

  /// Begins the search for one answer.
  ///
  /// @param words of the answer, as [org.datanet.attribution.text.WordTokens] gives them
  SpanSearch search(List<String> words);
}
