package org.datanet.curation.duplicates;

/// A record as the search for duplicates sees it.
///
/// @param kind `paragraph`, `row`, `line` or `element`; paragraphs are compared by their words
///   alone
public record RecordText(int ordinal, String kind, String text) {}
