package org.datanet.attribution.query;

import org.datanet.kernel.RecordId;

/// A place where a phrase stands: the record, its ordinal in the index, and the number of words
/// before it.
public record Occurrence(RecordId recordId, int ordinal, int wordOffset) {}
