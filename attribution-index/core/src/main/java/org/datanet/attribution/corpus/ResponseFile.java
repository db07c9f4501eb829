package org.datanet.attribution.corpus;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.datanet.attribution.AttributionProblem;
import org.datanet.kernel.ProblemException;

/// An answer of a model in a file of its own.
public final class ResponseFile {

  private ResponseFile() {}

  /// The text of a file, which must be UTF-8 and no larger than a record.
  ///
  /// @throws ProblemException `corpus-unreadable`, `corpus-not-utf8`, `index-too-large`
  public static String read(Path file) {
    try {
      Utf8Text.checkSize(Files.size(file), file.toString());
      return Utf8Text.decode(ByteBuffer.wrap(Files.readAllBytes(file)), file.toString(), 0);
    } catch (NoSuchFileException e) {
      throw new ProblemException(
          AttributionProblem.CORPUS_UNREADABLE, "There is no file " + e.getMessage());
    } catch (IOException e) {
      throw new ProblemException(
          AttributionProblem.CORPUS_UNREADABLE, file + " cannot be read: " + e);
    }
  }
}
