/// Corpora from files, read as records for an index.
///
/// | form | a record | contributor | id | accepted at |
/// |---|---|---|---|---|
/// | folder | a file, UTF-8; hidden files are left out | name of the folder of the first level | derived | derived |
/// | `NAME.jsonl` | a line `{"id"?, "contributor", "text", "acceptedAt"?}` | given | given or derived | given or derived |
/// | `NAME.tsv` | a row `offset`, `length` (bytes in `NAME.bin`), `contributor`, offsets ascending | given | derived | derived |
///
/// A derived id is a UUID version 8 ([DerivedUuid]) of the SHA-256 of `NAME line N` or of the
/// file's path in the folder, so the same corpus has the same ids on every machine. A derived time
/// is one second after that of the record before it; files of a folder are read in the order of
/// their paths. A contributor that is no account gets one that nobody has a key for
/// ([ContributorNames]).
@NullMarked
package org.datanet.attribution.corpus;

import org.jspecify.annotations.NullMarked;
