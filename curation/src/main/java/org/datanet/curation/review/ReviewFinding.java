package org.datanet.curation.review;

import org.jspecify.annotations.Nullable;

/// Something the curator should look at.
///
/// @param ordinal number of the record it concerns, from 0; null for the whole file
public record ReviewFinding(String code, String message, @Nullable Integer ordinal) {}
