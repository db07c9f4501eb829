package org.datanet.attribution;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.datanet.attribution.index.AttributionIndex;
import org.datanet.attribution.index.BuildProgress;
import org.datanet.attribution.index.BuildSettings;
import org.datanet.attribution.index.IndexBuilder;
import org.datanet.attribution.index.IndexedRecord;
import org.datanet.kernel.Address;
import org.datanet.kernel.RecordId;

/// Records for tests, with fixed ids and times.
public final class Samples {

  public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private Samples() {}

  /// The account number `n`.
  public static Address account(int n) {
    return Address.of("0x" + String.format("%040x", n));
  }

  public static RecordId recordId(int n) {
    return new RecordId(new UUID(0x7000L, 0x8000_0000_0000_0000L | n));
  }

  /// Record `n`, accepted `n` seconds after the start.
  public static IndexedRecord record(int n, int contributor, String text) {
    return new IndexedRecord(recordId(n), account(contributor), text, START.plusSeconds(n));
  }

  public static String text(String name) {
    try (var in =
        Objects.requireNonNull(Samples.class.getResourceAsStream("/literature/" + name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static List<String> paragraphs(String name) {
    return List.of(text(name).replace("\r", "").strip().split("\n\\s*\n"));
  }

  /// One record a paragraph, numbered from `first`.
  public static List<IndexedRecord> records(int first, int contributor, List<String> paragraphs) {
    List<IndexedRecord> records = new ArrayList<>();
    for (String paragraph : paragraphs) {
      records.add(record(first + records.size(), contributor, paragraph));
    }
    return records;
  }

  /// The honest corpus: contributor 1 with Moby-Dick, 2 with Ecclesiastes and Jonah, 3 with Ruth.
  public static List<IndexedRecord> literature() {
    List<IndexedRecord> records = new ArrayList<>();
    records.addAll(records(1000, 1, paragraphs("moby-dick-001.txt")));
    records.addAll(records(2000, 1, paragraphs("moby-dick-006.txt")));
    records.addAll(records(3000, 1, paragraphs("moby-dick-014.txt")));
    records.addAll(records(4000, 2, paragraphs("kjv-ecclesiastes-01.txt")));
    records.addAll(records(5000, 2, paragraphs("kjv-jonah-01.txt")));
    records.addAll(records(6000, 3, paragraphs("kjv-ruth-01.txt")));
    return records;
  }

  public static AttributionIndex index(Path folder, List<IndexedRecord> records) {
    IndexBuilder.build(folder, records, BuildProgress.SILENT);
    return AttributionIndex.open(folder);
  }

  /// Built by two threads in segments of about so many characters.
  public static AttributionIndex index(
      Path folder, List<IndexedRecord> records, int segmentCharacters) {
    IndexBuilder.build(
        folder, records, new BuildSettings(2, segmentCharacters), BuildProgress.SILENT);
    return AttributionIndex.open(folder);
  }
}
