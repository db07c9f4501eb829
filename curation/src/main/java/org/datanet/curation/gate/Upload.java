package org.datanet.curation.gate;

import java.nio.file.Path;

/// A file to check.
///
/// @param fileName the name its contributor gave it; never used as a path
/// @param content where its bytes lie; only read
public record Upload(String fileName, Path content) {}
