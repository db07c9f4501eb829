package org.datanet.attribution.index;

/// The files of an index; the number stands in their headers.
enum FileKind {
  VOCABULARY_BYTES(1, "vocabulary-bytes.dni"),
  VOCABULARY_STARTS(2, "vocabulary-starts.dni"),
  TOKENS(3, "tokens.dni"),
  SUFFIXES(4, "suffixes.dni"),
  FIRST_RANKS(5, "first-ranks.dni"),
  DISTINCT_COUNTS(6, "distinct-counts.dni"),
  RECORD_STARTS(7, "record-starts.dni"),
  RECORDS(8, "records.dni"),
  CLUSTER_STARTS(9, "cluster-starts.dni"),
  CLUSTER_HEIRS(10, "cluster-heirs.dni");

  final int number;
  final String fileName;

  FileKind(int number, String fileName) {
    this.number = number;
    this.fileName = fileName;
  }
}
