package org.datanet.app.contribution;

import com.fasterxml.jackson.annotation.JsonRawValue;
import org.datanet.kernel.ContributionId;
import org.datanet.kernel.Hash;
import org.datanet.kernel.RecordId;

/// One paragraph or row of a contribution, anonymised.
///
/// @param ordinal position in the file, from 0
/// @param kind `paragraph` or `row`
/// @param contentHash SHA-256 of the UTF-8 text
/// @param findings JSON list of what was noticed about it
public record DataRecord(
    RecordId id,
    ContributionId contributionId,
    int ordinal,
    String kind,
    String text,
    Hash contentHash,
    State state,
    @JsonRawValue String findings) {

  /// Only clean records enter a version.
  public enum State {
    CLEAN,
    DUPLICATE
  }
}
