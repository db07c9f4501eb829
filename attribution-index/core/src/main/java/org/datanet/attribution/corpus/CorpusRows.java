package org.datanet.attribution.corpus;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// The rows of one corpus, in its order.
sealed interface CorpusRows extends Closeable permits FolderRows, JsonlRows, TsvRows {

  /// The next row; null after the last.
  @Nullable CorpusRow next() throws IOException;

  /// Bytes of all texts, or of the file that holds them.
  long bytes();

  /// How many of them were read.
  long bytesRead();
}
