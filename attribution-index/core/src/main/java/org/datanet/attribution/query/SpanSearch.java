package org.datanet.attribution.query;

import java.time.Instant;
import java.util.List;
import org.datanet.kernel.Address;
import org.datanet.kernel.RecordId;

/// The search for one answer's words in the records of one dataset version. Erased records are
/// found by none of its methods. For one thread.
public interface SpanSearch {

  /// The model of words: copies do not count.
  WordCounts wordCounts();

  /// For each word, how many words from there on stand together in some record.
  int[] longestMatches();

  /// Where each of some parts of the answer stands, in their order.
  List<SpanSources> sources(List<WordSpan> parts, Limits limits);

  /// For each of some parts, the longest parts of them (of at least `minWords` words, none within
  /// another) that stand in a record accepted before the given time. A part that stands in very
  /// many places may be named without such a record.
  List<List<WordSpan>> earlierParts(List<DatedSpan> parts, int minWords);

  /// How often each word of the answer occurs in one record a cluster.
  ///
  /// @param corpusWords all words of those records
  record WordCounts(long corpusWords, long[] occurrences) {}

  /// From how many clusters or contributors on a part is boilerplate.
  record Limits(int maxSources, int maxContributors) {}

  /// A part of the answer and when its first source was accepted.
  record DatedSpan(WordSpan words, Instant acceptedAt) {}

  /// A record of the dataset version.
  record Source(RecordId recordId, Address contributor, Instant acceptedAt) {}

  /// A cluster of near duplicates that has a part in one of its records.
  ///
  /// @param heirs of its records with the part those accepted first; none when the first record of
  ///   the cluster was erased, for copies do not inherit
  /// @param firstAcceptedAt when the first of its records with the part was accepted
  record SourceCluster(List<Source> heirs, Instant firstAcceptedAt) {

    public SourceCluster {
      heirs = List.copyOf(heirs);
    }
  }

  /// Where a part of the answer stands.
  ///
  /// @param occurrences how often
  /// @param isBoilerplate whether the limits are exceeded; then nothing more is told
  /// @param records that hold it, copies included
  record SpanSources(
      long occurrences, boolean isBoilerplate, List<Source> records, List<SourceCluster> clusters) {

    public SpanSources {
      records = List.copyOf(records);
      clusters = List.copyOf(clusters);
    }
  }
}
