package org.datanet.devstack.chain;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Signed transactions in the order they were accepted, one per line as hex, forced to disk before
/// the node sees them. Files `transactions-NNNNNNNN.log`, numbered upwards; the last one takes new
/// lines. All that are left are replayed (a transaction that is in the snapshot is refused by its
/// nonce). Thread-safe.
final class TransactionLog implements AutoCloseable {
  private final Path folder;
  private int number;
  private FileChannel channel;
  private long appended;

  TransactionLog(Path folder) throws IOException {
    this.folder = folder;
    for (Path segment : segments()) {
      if (Files.size(segment) == 0) {
        Files.delete(segment);
      }
    }
    this.number = segments().stream().mapToInt(TransactionLog::number).max().orElse(0) + 1;
    this.channel = open();
  }

  private FileChannel open() throws IOException {
    return FileChannel.open(
        folder.resolve("transactions-%08d.log".formatted(number)),
        StandardOpenOption.CREATE,
        StandardOpenOption.WRITE,
        StandardOpenOption.APPEND);
  }

  synchronized void append(String signedTransaction) throws IOException {
    ByteBuffer line =
        ByteBuffer.wrap((signedTransaction + "\n").getBytes(StandardCharsets.US_ASCII));
    while (line.hasRemaining()) {
      channel.write(line);
    }
    channel.force(false);
    appended++;
  }

  /// How many were appended since this object was made.
  synchronized long appended() {
    return appended;
  }

  /// Begins a new file, before a snapshot is taken; returns the number of the one that was closed.
  synchronized int rotate() throws IOException {
    channel.close();
    int closed = number;
    number++;
    channel = open();
    return closed;
  }

  /// Deletes the files up to that number: every readable snapshot holds their transactions.
  synchronized void forget(int upTo) throws IOException {
    for (Path segment : segments()) {
      if (number(segment) <= upTo) {
        Files.delete(segment);
      }
    }
  }

  /// All remembered transactions, oldest first; a line cut short by a crash was never acknowledged
  /// and is left out.
  synchronized List<String> transactions() throws IOException {
    List<String> all = new ArrayList<>();
    for (Path segment : segments()) {
      String text = Files.readString(segment, StandardCharsets.US_ASCII);
      text.substring(0, text.lastIndexOf('\n') + 1).lines().forEach(all::add);
    }
    return all;
  }

  private List<Path> segments() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().matches("transactions-\\d{8}\\.log"))
          .sorted()
          .toList();
    }
  }

  private static int number(Path segment) {
    return Integer.parseInt(segment.getFileName().toString().replaceAll("\\D", ""));
  }

  @Override
  public synchronized void close() throws IOException {
    channel.close();
  }
}
