package org.datanet.attribution.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.datanet.attribution.index.IndexedRecord;
import org.datanet.kernel.Address;
import org.datanet.kernel.Hash;
import org.datanet.kernel.RecordId;

/// The documents of FILE.tsv (offset, length, contributor) in FILE.bin, read as they are asked for.
final class TsvCorpus implements Iterable<IndexedRecord> {

  private static final Map<String, Address> ACCOUNTS = new HashMap<>();

  private final List<String> rows;
  private final Path texts;

  TsvCorpus(Path tsv) throws IOException {
    rows = Files.readAllLines(tsv);
    texts = Path.of(tsv.toString().replaceAll("\\.tsv$", ".bin"));
  }

  int size() {
    return rows.size();
  }

  long bytes() throws IOException {
    return Files.size(texts);
  }

  @Override
  @SuppressWarnings("StreamResourceLeak") // the file is read until the end of the program
  public Iterator<IndexedRecord> iterator() {
    try {
      RandomAccessFile file = new RandomAccessFile(texts.toFile(), "r");
      return java.util.stream.IntStream.range(0, rows.size())
          .mapToObj(i -> read(file, i))
          .iterator();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private IndexedRecord read(RandomAccessFile file, int i) {
    try {
      String[] row = rows.get(i).split("\t", -1);
      byte[] bytes = new byte[Integer.parseInt(row[1])];
      file.seek(Long.parseLong(row[0]));
      file.readFully(bytes);
      return record(i, row[2], new String(bytes, UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static RecordId id(long i) {
    return new RecordId(new UUID(0x7000L, i));
  }

  static IndexedRecord record(long i, String contributor, String text) {
    return new IndexedRecord(
        id(i),
        ACCOUNTS.computeIfAbsent(contributor, TsvCorpus::account),
        text,
        Instant.ofEpochSecond(1_750_000_000L + i));
  }

  private static Address account(String name) {
    byte[] hash = Hash.keccak256(name.getBytes(UTF_8)).bytes();
    return Address.of("0x" + java.util.HexFormat.of().formatHex(Arrays.copyOfRange(hash, 12, 32)));
  }
}
