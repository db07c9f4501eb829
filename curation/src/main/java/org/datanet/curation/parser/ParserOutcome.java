package org.datanet.curation.parser;

/// How the attempt to parse a file ended.
public sealed interface ParserOutcome {

  record Parsed(ParsedFile file) implements ParserOutcome {}

  /// The child was stopped because it took longer than allowed.
  record TimedOut() implements ParserOutcome {}

  /// The child ended by itself; exit code 3 means out of memory.
  record Died(int exitCode) implements ParserOutcome {}
}
