package org.datanet.attribution.cli;

import java.nio.file.Path;
import org.datanet.attribution.AttributionProblem;
import org.datanet.attribution.index.AttributionIndex;
import org.datanet.attribution.index.IndexWriter;
import org.datanet.kernel.ProblemException;
import picocli.CommandLine.Parameters;

/// The index a command is about.
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class IndexFolder {

  @Parameters(index = "0", paramLabel = "INDEX", description = "Folder of the index.")
  private Path folder;

  Path path() {
    return folder.toAbsolutePath().normalize();
  }

  AttributionIndex open() {
    return AttributionIndex.open(path());
  }

  /// A writer of an index that is there, so that a mistyped path makes no folder.
  IndexWriter openWriter() {
    if (!AttributionIndex.isPublished(path())) {
      throw new ProblemException(
          AttributionProblem.INDEX_NOT_FOUND,
          path() + " is no index; make one with: index build INDEX SOURCE");
    }
    return IndexWriter.open(path());
  }
}
