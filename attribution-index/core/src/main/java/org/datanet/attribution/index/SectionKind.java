package org.datanet.attribution.index;

/// The sections of index files; the number stands in their trailers. See the package.
enum SectionKind {
  VOCABULARY_BYTES(1),
  VOCABULARY_STARTS(2),
  VOCABULARY_SLOTS(3),
  TOKENS(4),
  SUFFIXES(5),
  FIRST_RANKS(6),
  RANK_SAMPLES(7),
  RECORD_STARTS(8),
  PLACE_SAMPLES(9),
  RECORD_IDS(10),
  RECORD_ID_SLOTS(11),
  RECORD_NUMBERS(12),
  RECORD_SECONDS(13),
  RECORD_NANOS(14),
  RECORD_CONTRIBUTORS(15),
  CONTRIBUTORS(16),
  BAND_KEYS(17),
  BAND_RECORDS(18),
  ERASED(32),
  MEMBERS(33),
  MEMBER_CLUSTERS(34),
  CLUSTER_SECONDS(35),
  CLUSTER_NANOS(36),
  CLUSTER_STARTS(37),
  CLUSTER_HEIRS(38),
  COPIES(39),
  COPY_WORD_STARTS(40),
  COPY_WORDS(41),
  COPY_WORD_COUNTS(42);

  final int number;

  SectionKind(int number) {
    this.number = number;
  }
}
