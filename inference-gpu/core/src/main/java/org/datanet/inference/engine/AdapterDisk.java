package org.datanet.inference.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.datanet.inference.AdapterFiles;
import org.datanet.inference.AdapterRef;
import org.datanet.inference.model.LoraAdapter;
import org.datanet.inference.model.PeftFiles;
import org.datanet.kernel.Hash;

/// Adapter files on local disk, one folder per content hash, the least recently used out first. The
/// hash is checked when files come in, and a folder appears whole or not at all. What an earlier
/// process left is used again. Thread-safe; one load of a hash at a time.
final class AdapterDisk {

  private static final String PART = ".part";

  private final AdapterFiles files;
  private final Path root;
  private final long mostBytes;
  private final Map<Hash, Long> folders = new LinkedHashMap<>(16, 0.75f, true);
  private final Set<Hash> reading = new HashSet<>();
  private long bytes;
  private long hits;
  private long misses;

  AdapterDisk(AdapterFiles files, Path root, long mostBytes) {
    this.files = files;
    this.root = root;
    this.mostBytes = mostBytes;
    try {
      Files.createDirectories(root);
      for (Path folder : byAge(root)) {
        String name = folder.getFileName().toString();
        if (name.matches("0x[0-9a-f]{64}")) {
          folders.put(Hash.of(name), size(folder));
        } else if (name.endsWith(PART)) {
          delete(folder);
        }
      }
      bytes = folders.values().stream().mapToLong(Long::longValue).sum();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot use the folder of adapters " + root, e);
    }
  }

  /// Reads an adapter, which is downloaded first if it is not here.
  ///
  /// @throws IOException when the files cannot be had
  /// @throws IllegalArgumentException when they are not the registered ones or no adapter
  LoraAdapter read(AdapterRef ref) throws IOException {
    Hash hash = ref.contentHash();
    Path folder = folder(hash);
    boolean known = begin(hash);
    try {
      if (!known) {
        keep(hash, download(ref, folder));
      }
      Files.setLastModifiedTime(folder, FileTime.from(Instant.now()));
      return PeftFiles.read(folder);
    } catch (IllegalArgumentException | IOException | UncheckedIOException e) {
      drop(hash);
      throw e;
    } finally {
      end(hash);
    }
  }

  /// Where the files of an adapter lie once it was read.
  Path folder(Hash hash) {
    return root.resolve(hash.hex());
  }

  private long download(AdapterRef ref, Path folder) throws IOException {
    Path part = root.resolve(ref.contentHash().hex() + PART);
    delete(part);
    Files.createDirectories(part);
    try {
      files.download(ref, part);
      Hash found = AdapterContent.hash(part);
      if (!found.equals(ref.contentHash())) {
        throw new IllegalArgumentException(
            "its files are not the registered ones (hash " + found + ")");
      }
      delete(folder);
      Files.move(part, folder, StandardCopyOption.ATOMIC_MOVE);
      return size(folder);
    } finally {
      delete(part);
    }
  }

  private synchronized boolean begin(Hash hash) {
    reading.add(hash);
    boolean known = folders.get(hash) != null;
    hits += known ? 1 : 0;
    misses += known ? 0 : 1;
    return known;
  }

  private synchronized void end(Hash hash) {
    reading.remove(hash);
  }

  private synchronized void keep(Hash hash, long size) throws IOException {
    folders.put(hash, size);
    bytes += size;
    Iterator<Map.Entry<Hash, Long>> oldest = folders.entrySet().iterator();
    while (bytes > mostBytes && oldest.hasNext()) {
      Map.Entry<Hash, Long> entry = oldest.next();
      if (!reading.contains(entry.getKey())) {
        oldest.remove();
        bytes -= entry.getValue();
        delete(root.resolve(entry.getKey().hex()));
      }
    }
  }

  /// Forgets an adapter whose files are damaged, so that they are downloaded again.
  synchronized void drop(Hash hash) throws IOException {
    Long size = folders.remove(hash);
    if (size != null) {
      bytes -= size;
      delete(root.resolve(hash.hex()));
    }
  }

  synchronized EngineStatus.Tier status() {
    return new EngineStatus.Tier(folders.size(), bytes, mostBytes, hits, misses);
  }

  private static List<Path> byAge(Path root) throws IOException {
    try (Stream<Path> all = Files.list(root)) {
      return all.sorted(Comparator.comparing(AdapterDisk::modified)).toList();
    }
  }

  private static FileTime modified(Path path) {
    try {
      return Files.getLastModifiedTime(path);
    } catch (IOException e) {
      return FileTime.fromMillis(0);
    }
  }

  private static long size(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.mapToLong(file -> file.toFile().length()).sum();
    }
  }

  /// Deletes a folder and what is in it, if it is there.
  static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
