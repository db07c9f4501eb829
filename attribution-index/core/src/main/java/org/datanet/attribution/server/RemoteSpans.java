package org.datanet.attribution.server;

import java.util.List;
import org.datanet.attribution.query.SpanIndex;
import org.datanet.attribution.query.SpanSearch;
import org.datanet.kernel.Hash;
import org.jspecify.annotations.Nullable;

/// An index on an attribution server. All answers of one search come from one generation: when the
/// index is changed meanwhile, the search ends with `index-changed` and can be made anew.
///
/// @param index its name on the server
/// @param digest the only generation that may answer, as a receipt names it; null: the latest
public record RemoteSpans(IndexClient client, String index, @Nullable Hash digest)
    implements SpanIndex {

  /// The latest generation of an index.
  public RemoteSpans(IndexClient client, String index) {
    this(client, index, null);
  }

  /// @param words at most 20,000; with more, every question is `index-request-invalid`
  @Override
  public SpanSearch search(List<String> words) {
    return new RemoteSearch(this, words);
  }
}
