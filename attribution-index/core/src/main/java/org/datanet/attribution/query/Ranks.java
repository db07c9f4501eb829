package org.datanet.attribution.query;

/// A range of ranks in a suffix array, `to` exclusive: all suffixes that start with one phrase.
public record Ranks(int from, int to) {

  static final Ranks NONE = new Ranks(0, 0);

  public int count() {
    return to - from;
  }
}
