package org.datanet.curation.gate;

/// The gate's own limits, the same for every Datanet.
///
/// @param expandedBytes most bytes an archive or compressed file may expand to
/// @param expansionRatio most times an archive entry over 1 MB may expand
/// @param nesting most levels of nested elements (JSON, HTML)
/// @param lineCharacters most characters of a line
/// @param imagePixels most pixels of a picture
/// @param paragraphCharacters a longer paragraph is cut at a space
public record GateLimits(
    long expandedBytes,
    int expansionRatio,
    int nesting,
    int lineCharacters,
    long imagePixels,
    int paragraphCharacters) {

  /// 20 MB, 100 times, 256 levels, 1,000,000 characters, 100 megapixels, 4,000 characters.
  public static GateLimits standard() {
    return new GateLimits(20_000_000, 100, 256, 1_000_000, 100_000_000, 4_000);
  }
}
