package org.datanet.app.version;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongConsumer;
import org.datanet.app.objects.ObjectStore;
import org.datanet.app.wiring.AppConfig;
import org.datanet.attribution.index.AttributionIndex;
import org.datanet.attribution.index.BuildProgress;
import org.datanet.attribution.index.IndexBuilder;
import org.datanet.attribution.index.IndexedRecord;
import org.datanet.attribution.retrieval.PassageIndex;
import org.datanet.kernel.DatasetVersionId;
import org.datanet.kernel.Hash;

/// The files of a version: its records in the object store, and on local disk the suffix-array and
/// passage indexes, which are rebuilt from the records wherever they are missing. Thread-safe.
@ApplicationScoped
public class VersionFiles {

  private final ObjectStore objects;
  private final ObjectMapper json;
  private final Path folder;
  private final Map<DatasetVersionId, Opened> open = new ConcurrentHashMap<>();

  /// The open indexes of a version.
  public record Opened(AttributionIndex attribution, PassageIndex passages) {}

  VersionFiles(ObjectStore objects, ObjectMapper json, AppConfig config) {
    this.objects = objects;
    this.json = json;
    this.folder = config.dataDir().resolve("versions");
  }

  /// Writes `records.jsonl`; the same records give the same bytes.
  void store(DatasetVersionId id, List<VersionRecord> records) {
    try {
      Path file = Files.createDirectories(folder.resolve(id.toString())).resolve("records.jsonl");
      try (BufferedWriter out = Files.newBufferedWriter(file)) {
        for (VersionRecord record : records) {
          out.write(json.writeValueAsString(record));
          out.newLine();
        }
      }
      objects.put(key(id), file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The records of a version, from the object store.
  public List<VersionRecord> records(DatasetVersionId id) {
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(objects.open(key(id)), StandardCharsets.UTF_8))) {
      return in.lines().map(this::parse).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private VersionRecord parse(String line) {
    try {
      return json.readValue(line, VersionRecord.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Builds both indexes from the stored records.
  ///
  /// @return digest of the suffix-array index
  Hash index(DatasetVersionId id, LongConsumer progress) {
    build(id, indexedRecords(id), (done, total, unit, message) -> progress.accept(done));
    return indexes(id).attribution().digest();
  }

  /// Leaves a published index as it is: the same records would give the same bytes.
  private void build(DatasetVersionId id, List<IndexedRecord> records, BuildProgress progress) {
    if (!AttributionIndex.isPublished(attributionFolder(id))) {
      IndexBuilder.build(attributionFolder(id), records, progress);
    }
    PassageIndex.build(passagesFolder(id), records);
  }

  private List<IndexedRecord> indexedRecords(DatasetVersionId id) {
    return records(id).stream()
        .map(r -> new IndexedRecord(r.recordId(), r.contributor(), r.text(), r.acceptedAt()))
        .toList();
  }

  /// The version's indexes, opened once.
  public Opened indexes(DatasetVersionId id) {
    return open.computeIfAbsent(id, this::openOrRebuild);
  }

  private Opened openOrRebuild(DatasetVersionId id) {
    if (!AttributionIndex.isPublished(attributionFolder(id))
        || !Files.isDirectory(passagesFolder(id))) {
      build(id, indexedRecords(id), BuildProgress.SILENT);
    }
    AttributionIndex.verify(attributionFolder(id));
    return new Opened(
        AttributionIndex.open(attributionFolder(id)), PassageIndex.open(passagesFolder(id), id));
  }

  private Path attributionFolder(DatasetVersionId id) {
    return folder.resolve(id.toString()).resolve("attribution");
  }

  private Path passagesFolder(DatasetVersionId id) {
    return folder.resolve(id.toString()).resolve("passages");
  }

  private static String key(DatasetVersionId id) {
    return "versions/" + id + "/records.jsonl";
  }
}
