package org.datanet.attribution.query;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.datanet.attribution.Samples;
import org.datanet.attribution.index.IndexedRecord;
import org.datanet.kernel.RecordId;

/// Records that share phrases, some of them copies, of six contributors; copies are of the first
/// one's side: contributors 1, 3, 5 or 2, 4, 6.
///
/// @param answer made of the same phrases and of words that are in no record
/// @param erased some records
public record RandomCorpus(List<IndexedRecord> records, String answer, Set<RecordId> erased) {

  private static final int PHRASES = 25;

  /// A corpus of so many records, the same for the same seed.
  public static RandomCorpus of(long seed, int size) {
    Random random = new Random(seed);
    List<String> phrases = new ArrayList<>();
    for (int i = 0; i < PHRASES; i++) {
      phrases.add(words(random, 3 + random.nextInt(10)));
    }
    List<IndexedRecord> records = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      boolean isCopy = i > 4 && random.nextInt(6) == 0;
      IndexedRecord first = isCopy ? records.get(random.nextInt(i)) : null;
      int side = first == null ? i % 2 : sideOf(first);
      records.add(
          Samples.record(
              random.nextInt(4) == 0 && i > 0 ? 100 + i : 1_000 + i,
              2 * random.nextInt(3) + 1 + side,
              first == null ? text(random, phrases, "own" + i) : first.text()));
    }
    Collections.shuffle(records, random);
    return new RandomCorpus(
        List.copyOf(records),
        text(random, phrases, "nowhere") + " " + text(random, phrases, "neither"),
        records.stream()
            .filter(record -> random.nextInt(8) == 0)
            .map(IndexedRecord::id)
            .collect(Collectors.toSet()));
  }

  /// 0 or 1: a record and its copies are on the same side.
  public static int sideOf(IndexedRecord record) {
    return 1 - (record.contributor().bytes()[19] & 1);
  }

  private static String text(Random random, List<String> phrases, String own) {
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < 4 + random.nextInt(5); i++) {
      parts.add(phrases.get(random.nextInt(phrases.size())));
      if (random.nextInt(3) == 0) {
        parts.add(own + "x" + i);
      }
    }
    return String.join(" ", parts);
  }

  private static String words(Random random, int count) {
    List<String> words = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      words.add("w" + random.nextInt(40));
    }
    return String.join(" ", words);
  }
}
