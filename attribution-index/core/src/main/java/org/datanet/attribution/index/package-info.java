/// The suffix-array index of one dataset version, and its file format.
///
/// # Format, version 1
///
/// An index is a folder. `manifest.json` publishes it: it is written last, under another name, and
/// renamed; a folder without it is no index. All other files are written once and never changed.
/// The same records in the same order give the same bytes on every machine.
///
/// ## manifest.json
///
/// Canonical JSON (RFC 8785): `format` = `datanet-index`, `version` = 1, `rules` = the word rules
/// ([org.datanet.attribution.text.WordTokens#RULES]), `records`, `words` (without sentinels),
/// `distinctWords` (words of one record a cluster), `vocabulary`, `clusters`, `files` (name, bytes,
/// SHA-256) and `seal` = SHA-256 of the same JSON with an empty `seal`. The digest of an index is
/// the SHA-256 of this file.
///
/// ## Other files, little-endian
///
/// | bytes | content |
/// |---|---|
/// | 0-7 | magic `DNATTRIX` |
/// | 8-11 | format version, 1 |
/// | 12-15 | kind of the file, see the table below |
/// | 16-23 | count of values |
/// | 24-27 | width of a value in bits |
/// | 28-35 | bytes of payload |
/// | 36-59 | zero |
/// | 60-63 | CRC32C of bytes 0-59 |
/// | then | payload: values of `width` bits, lowest bit first, padded with at least 8 zero bytes |
/// | end | CRC32C of each 64 KiB of payload, 4 bytes each |
///
/// | kind | file | values |
/// |---|---|---|
/// | 1 | `vocabulary-bytes.dni` | all words in UTF-8, in unsigned byte order, joined |
/// | 2 | `vocabulary-starts.dni` | where word `i` starts there; one more value for the end |
/// | 3 | `tokens.dni` | the records' words as ids (1 + place in the vocabulary), a 0 after each record |
/// | 4 | `suffixes.dni` | the suffix array of the tokens |
/// | 5 | `first-ranks.dni` | the first rank whose suffix starts with token `c`; one more value for the end |
/// | 6 | `distinct-counts.dni` | how often token `c` occurs in the first record of each cluster |
/// | 7 | `record-starts.dni` | the place of each record's first token; one more value for the end |
/// | 8 | `records.dni` | 52 bytes a record: id (16), contributor (20), accepted at (seconds 8, nanoseconds 4), cluster (4); id and contributor big-endian |
/// | 9 | `cluster-starts.dni` | where the heirs of a cluster start in the next file; one more value for the end |
/// | 10 | `cluster-heirs.dni` | records of a cluster that were accepted first |
///
/// A *cluster* is a set of near-duplicate records (Jaccard index of 5-word shingles >= 0.8). Its
/// *heirs*, the records accepted first, stand for all of it.
///
/// # Algorithms
///
/// Suffix array: induced sorting (Nong, Zhang, Chan: Linear Suffix Array Construction by Almost
/// Pure Induced-Sorting, DCC 2009). The build needs about 30 bytes of heap a word beside the
/// vocabulary. Near duplicates: MinHash (Broder 1997) with 20 bands of 5, candidates checked
/// exactly. Reading is memory-mapped and thread-safe.
@NullMarked
package org.datanet.attribution.index;

import org.jspecify.annotations.NullMarked;
