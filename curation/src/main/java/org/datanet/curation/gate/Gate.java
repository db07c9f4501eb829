package org.datanet.curation.gate;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import org.datanet.curation.parser.ParserPool;
import org.datanet.curation.parser.ParserSettings;
import org.datanet.kernel.Hash;

/// Checks uploads. Thread-safe. A hostile file can cost it a child process, never the service.
public final class Gate implements AutoCloseable {

  private final GateLimits limits;
  private final ParserPool parsers;

  public Gate(GateLimits limits, ParserSettings settings) {
    this.limits = limits;
    this.parsers = new ParserPool(settings);
  }

  /// Checks a file and cuts it into records. Reads the file into memory, so [GateRules#maxBytes]
  /// bounds what a check needs. Blocks; takes at most the parse limit for each file before it.
  ///
  /// @throws UncheckedIOException when the content cannot be read, or no parser can be started
  public GateReport check(Upload upload, GateRules rules) {
    try {
      long size = Files.size(upload.content());
      Draft draft = new Draft(upload.fileName(), sha256(upload.content()), size);
      return new FileCheck(limits, parsers, rules, draft).run(upload);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What is wrong with a file's name, e.g. `holds a path`; empty when it may be kept. The rest of
  /// an upload can only be checked once its bytes are there.
  public static Optional<String> faultOfName(String fileName) {
    return Optional.ofNullable(FileName.fault(fileName));
  }

  private static Hash sha256(Path file) throws IOException {
    try (InputStream in =
        new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
      in.transferTo(OutputStream.nullOutputStream());
      return Hash.of(((DigestInputStream) in).getMessageDigest().digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /// Ends the child processes.
  @Override
  public void close() {
    parsers.close();
  }
}
