package org.datanet.attribution.index;

/// How an index is built.
///
/// @param threads that build segments at the same time, 1 to 64; the bytes do not depend on it
/// @param segmentCharacters a segment ends with the record that reaches so many UTF-16 units, 1 to
///   2^30; each segment under construction takes about 2.5 bytes of heap a character
public record BuildSettings(int threads, int segmentCharacters) {

  public BuildSettings {
    check(threads, 1, 64, "threads");
    check(segmentCharacters, 1, 1 << 30, "segmentCharacters");
  }

  /// Up to four threads, segments of 256 Mi characters.
  public static BuildSettings defaults() {
    return new BuildSettings(Math.min(4, Runtime.getRuntime().availableProcessors()), 1 << 28);
  }

  private static void check(int value, int least, int most, String name) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          name + " lies between " + least + " and " + most + ", got: " + value);
    }
  }
}
