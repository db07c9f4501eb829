package org.datanet.attribution.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.datanet.attribution.AttributionProblem;
import org.datanet.attribution.receipt.EpochBundle;
import org.datanet.attribution.receipt.EpochProof;
import org.datanet.attribution.receipt.SignedReceipt;
import org.datanet.kernel.ProblemException;

/// Reads the files named on a command line; what cannot be read is a problem that names the file.
final class EvidenceFiles {

  private EvidenceFiles() {}

  /// Files as given, and the files in folders given, by name.
  static List<Path> list(List<Path> paths) {
    List<Path> files = new ArrayList<>();
    for (Path path : paths) {
      if (Files.isDirectory(path)) {
        files.addAll(inFolder(path));
      } else {
        files.add(path);
      }
    }
    return files;
  }

  private static List<Path> inFolder(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] bytes(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new ProblemException(
          AttributionProblem.EVIDENCE_MISSING,
          "There is no file %s. Check the path.".formatted(file));
    }
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw unreadable(file, "cannot be read: " + e.getMessage());
    }
  }

  static String text(Path file) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes(file))).toString();
    } catch (CharacterCodingException e) {
      throw unreadable(file, "is not UTF-8; an answer is given byte for byte as it came");
    }
  }

  static EpochProof epoch(Path file) {
    try {
      return EpochProof.read(bytes(file));
    } catch (IOException e) {
      throw unreadable(
          file,
          "is neither an epoch (GET /api/epochs/NUMBER) nor the path of a receipt: "
              + e.getMessage());
    }
  }

  static EpochBundle bundle(Path file) {
    if (epoch(file) instanceof EpochBundle bundle) {
      return bundle;
    }
    throw unreadable(file, "is one receipt's path; the whole epoch is at GET /api/epochs/NUMBER");
  }

  static SignedReceipt receipt(Path file) {
    try {
      return SignedReceipt.read(bytes(file));
    } catch (IOException e) {
      throw unreadable(file, "is not a signed receipt: " + e.getMessage());
    }
  }

  private static ProblemException unreadable(Path file, String why) {
    return new ProblemException(
        AttributionProblem.EVIDENCE_UNREADABLE, "%s %s.".formatted(file, why));
  }
}
