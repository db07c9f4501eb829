package org.datanet.curation.review;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;

/// A review with the anonymised records it is about; JSON: the review's properties and `records`.
public record ReviewDetail(@JsonUnwrapped Review review, List<AnonymisedRecord> records) {

  public ReviewDetail {
    records = List.copyOf(records);
  }
}
