package org.datanet.curation.duplicates;

import java.util.List;
import org.datanet.kernel.ContributionId;
import org.datanet.kernel.UserId;

/// What the search for duplicates found. Only an unrejected contribution counts against later ones.
///
/// @param outcome `unique`, `similar` (a person must look), `duplicate` or `near-duplicate` (both
///   refused)
/// @param message a sentence for the contributor
/// @param matches whole files it resembles, most alike first
/// @param records records met before, here or in other files
/// @param duplicateWordsPpm share of the file's words that lie in exact copies of earlier records
public record DuplicateVerdict(
    String outcome,
    String message,
    List<FileMatch> matches,
    List<RecordMatch> records,
    int duplicateWordsPpm) {

  public DuplicateVerdict {
    matches = List.copyOf(matches);
    records = List.copyOf(records);
  }

  /// Whether the file must be refused.
  public boolean rejected() {
    return outcome.equals("duplicate") || outcome.equals("near-duplicate");
  }

  /// An earlier file; `jaccardPpm` is the Jaccard index of both files' 5-word shingles.
  public record FileMatch(ContributionId contribution, UserId contributor, int jaccardPpm) {}

  /// A record met before.
  ///
  /// @param code `duplicate` (leave it out of versions) or `similar` (for the reviewer)
  /// @param of the contribution that had it first
  /// @param ofOrdinal its number there
  public record RecordMatch(
      int ordinal, String code, ContributionId of, int ofOrdinal, int jaccardPpm) {}
}
