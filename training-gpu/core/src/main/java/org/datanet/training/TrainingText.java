package org.datanet.training;

/// One licensed record to learn from.
///
/// @param recordId its id, for the data order hash
/// @param text anonymised text; may be longer than a sequence, it is then cut
public record TrainingText(String recordId, String text) {}
