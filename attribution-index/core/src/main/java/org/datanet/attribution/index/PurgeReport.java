package org.datanet.attribution.index;

import java.util.List;
import org.datanet.kernel.Hash;
import org.datanet.kernel.RecordId;

/// What a purge removed, and what was searched to prove it.
///
/// @param records whose bytes are gone
/// @param digest of the generation that was searched
/// @param filesSearched every file of the folder
/// @param recordsCompared live records that were read again and are as before
/// @param wordsRemoved dictionary entries that only the purged records used
public record PurgeReport(
    List<RecordId> records,
    long generation,
    Hash digest,
    int filesSearched,
    long bytesSearched,
    long recordsCompared,
    int wordsRemoved) {

  public PurgeReport {
    records = List.copyOf(records);
  }
}
