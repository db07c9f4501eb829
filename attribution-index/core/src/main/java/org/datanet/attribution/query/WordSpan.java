package org.datanet.attribution.query;

/// Words `from` to `to` (exclusive) of a text.
public record WordSpan(int from, int to) {

  public int words() {
    return to - from;
  }
}
