/// The suffix-array index of one dataset version, its life, and its file format.
///
/// # Format, version 2
///
/// An index is a folder. `manifest.json` publishes a *generation*: it is written last, under
/// another name, and renamed; a folder without it is no index. All other files are written once,
/// forced to the disk and never changed, and no name is used twice. The same records in the same
/// order, built with the same segment size, give the same bytes on every machine.
///
/// ## manifest.json
///
/// Canonical JSON (RFC 8785): `format` = `datanet-index`, `version` = 2, `rules` = the word rules
/// ([org.datanet.attribution.text.WordTokens#RULES]), `generation` (from 1), `nextNumber` and
/// `nextFile` (numbers never used before), `segments` and `state` (files: name, bytes, SHA-256,
/// SHA-256 of the trailer) and `seal` = SHA-256 of the same JSON with an empty `seal`. The digest
/// of a generation is the SHA-256 of this file.
///
/// ## Segments and states
///
/// `segment-NNNNNN.dni` holds some records, with a vocabulary and suffix array of their own;
/// `state-NNNNNN.dni` what changes while segments stay. Both are, little-endian:
///
/// | part | content |
/// |---|---|
/// | sections | each from a multiple of 64 bytes on: values of `width` bits (1 to 56, or 64), lowest bit first, then at least 8 zero bytes |
/// | checksums | CRC32C (RFC 3720) of each 4,096 bytes of what stands before, 4 bytes each |
/// | trailer | 1,024 bytes: magic `DNATTRIX`, version (4), number of sections (4), where the checksums start (8), a row of 24 bytes a section: kind (4), width (4), count (8), start (8); zeros; CRC32C of the checksums (4), CRC32C of the trailer before it (4) |
///
/// | kind | section of a segment | values |
/// |---|---|---|
/// | 1 | vocabulary bytes | all words in UTF-8, in unsigned byte order, joined |
/// | 2 | vocabulary starts | where word `i` starts there; one more value for the end |
/// | 3 | vocabulary slots | an open hash table: 1 + place of a word, or 0 ([HashSlots]) |
/// | 4 | tokens | the records' words as ids (1 + place in the vocabulary), a 0 after each record |
/// | 5 | suffixes | the suffix array of the tokens; a suffix that is the start of another comes first |
/// | 6 | first ranks | the first rank whose suffix starts with token `c`; one more value for the end |
/// | 7 | rank samples | of each 32nd rank's suffix the second token, shifted by the width of a token, and the third; zeros after the end of the record |
/// | 8 | record starts | the place of each record's first token; one more value for the end |
/// | 9 | place samples | the record that holds each 256th place |
/// | 10, 11 | record ids, their slots | high and low half of each UUID; an open hash table |
/// | 12 | record numbers | ascending, never given twice in the life of the index |
/// | 13, 14 | accepted at | seconds since 1970, nanoseconds |
/// | 15, 16 | contributor | place in the list of accounts; the accounts, 20 bytes each |
/// | 17, 18 | bands | for each of 10 bands the keys of all records with words, ascending, and the records ([Shingles]) |
///
/// | kind | section of a state | values |
/// |---|---|---|
/// | 32 | erased | numbers of erased records that a segment still holds |
/// | 33, 34 | members | numbers of records in clusters with another record, ascending; their clusters |
/// | 35, 36 | cluster accepted at | when a cluster's first record was accepted, be it erased by now |
/// | 37, 38 | heirs | where the heirs of a cluster start; numbers of its first accepted records that are not erased |
/// | 39 | copies | numbers of records that do not count for the model of words: all of a cluster but one, and erased ones |
/// | 40-42 | copy words | where a segment's rows start; words that occur in its copies, ascending; how often |
///
/// A *cluster* is a record and its later near duplicates (Jaccard index of 5-word shingles >= 0.8,
/// see [Clusters]), with theirs. Its *heirs* are the records accepted first; when they are erased,
/// no record of the cluster earns.
///
/// # Life
///
/// [IndexBuilder] builds, [IndexWriter] appends (new segments), erases (a new state), purges and
/// compacts (segments rebuilt from their tokens); each ends with one swap of the manifest.
/// [AttributionIndex] is one generation, open; [CurrentIndex] follows the latest.
///
/// # Algorithms and cost
///
/// Suffix array: see [SuffixArray]. Heap of a build: 4 bytes a word while words are cut, 8 and the
/// sorting's own while suffixes are sorted, beside the distinct words; one segment a thread. Near
/// duplicates: see [Clusters]. Reading is memory-mapped; each 4 KiB is checked when first touched.
@NullMarked
package org.datanet.attribution.index;

import org.jspecify.annotations.NullMarked;
