package org.datanet.attribution.corpus;

import java.time.Instant;
import org.datanet.kernel.RecordId;
import org.jspecify.annotations.Nullable;

/// One record as its file has it.
///
/// @param place file and row, the same on every machine
/// @param id null when the file gives none
/// @param contributor a name or an account
/// @param acceptedAt null when the file gives none
record CorpusRow(
    String place,
    @Nullable RecordId id,
    String contributor,
    String text,
    @Nullable Instant acceptedAt) {}
