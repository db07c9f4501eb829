package org.datanet.attribution.query;

import java.util.List;
import org.datanet.attribution.index.AttributionIndex;

/// An index opened in this process.
public record LocalSpans(AttributionIndex index) implements SpanIndex {

  @Override
  public SpanSearch search(List<String> words) {
    return new LocalSpanSearch(index, words);
  }
}
