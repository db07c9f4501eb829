package org.datanet.devstack.chain;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.CRC32C;

/// The chain as anvil dumps it (`anvil_dumpState`: hex of gzipped JSON with accounts, blocks,
/// transactions), one file: line 1 the CRC32C of the dump's characters as 8 hex digits, line 2 the
/// dump. Replaced by rename after a forced write; the one before it stays beside it for the day
/// this one cannot be read.
final class ChainSnapshot {
  private final Path file;
  private final Path before;

  ChainSnapshot(Path folder) {
    this.file = folder.resolve("snapshot");
    this.before = folder.resolve("snapshot.previous");
  }

  void write(String dump) throws IOException {
    Path beside = file.resolveSibling("snapshot.new");
    byte[] bytes = (checksum(dump) + "\n" + dump).getBytes(StandardCharsets.US_ASCII);
    try (FileChannel channel =
        FileChannel.open(
            beside,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      for (ByteBuffer rest = ByteBuffer.wrap(bytes); rest.hasRemaining(); ) {
        channel.write(rest);
      }
      channel.force(true);
    }
    if (Files.exists(file)) {
      Files.move(file, before, StandardCopyOption.REPLACE_EXISTING);
    }
    Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /// The newest dump that is whole; empty on a new chain.
  Optional<String> read() throws IOException {
    Optional<String> newest = read(file);
    return newest.isPresent() ? newest : read(before);
  }

  private static Optional<String> read(Path path) throws IOException {
    if (!Files.exists(path)) {
      return Optional.empty();
    }
    String text = Files.readString(path, StandardCharsets.US_ASCII);
    int end = text.indexOf('\n');
    String dump = text.substring(end + 1);
    return end == 8 && text.startsWith(checksum(dump)) ? Optional.of(dump) : Optional.empty();
  }

  private static String checksum(String dump) {
    CRC32C sum = new CRC32C();
    sum.update(dump.getBytes(StandardCharsets.US_ASCII));
    return HexFormat.of().toHexDigits(sum.getValue(), 8);
  }
}
