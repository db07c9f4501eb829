package org.datanet.anonymization;

/// A piece of personal data found in an input text.
///
/// @param start offset in the input, inclusive
/// @param end offset in the input, exclusive
/// @param detector id and version of what found it, e.g. `email@1`
public record Span(int start, int end, EntityType type, String detector, Operator operator) {}
