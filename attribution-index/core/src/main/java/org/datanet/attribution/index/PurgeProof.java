package org.datanet.attribution.index;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.datanet.attribution.AttributionProblem;
import org.datanet.kernel.ProblemException;
import org.datanet.kernel.RecordId;

/// Proves that nothing of purged records is left: no byte sequence of any file is the id of one,
/// every record of the index is a live one with the words it had, every dictionary entry is used by
/// one, and the suffix arrays hold no other places than those of live tokens.
final class PurgeProof {

  private static final int FILTER_BITS = 1 << 20;

  private final Set<RecordId> purged = new HashSet<>();
  private final Set<String> exclusiveWords = new HashSet<>();
  private final Map<Integer, Long> live = new HashMap<>(); // record number: hash of its words
  private final BitSet affected = new BitSet(); // numbers of records in rebuilt segments

  private PurgeProof() {}

  /// Remembers what is erased and what is live in the segments that will be rebuilt.
  static PurgeProof of(AttributionIndex before) {
    PurgeProof proof = new PurgeProof();
    for (int i = 0; i < before.segmentCount(); i++) {
      if (before.hasErased(i)) {
        proof.remember(before, i);
      }
    }
    return proof;
  }

  private void remember(AttributionIndex before, int at) {
    Segment segment = before.segment(at);
    int[] erasedUses = new int[segment.vocabularySize() + 1];
    for (int ordinal = 0; ordinal < segment.recordCount(); ordinal++) {
      if (before.isErased(before.firstOrdinal(at) + ordinal)) {
        purged.add(segment.recordId(ordinal));
        for (int place = segment.recordStart(ordinal); segment.token(place) != 0; place++) {
          erasedUses[segment.token(place)]++;
        }
      } else {
        live.put(segment.number(ordinal), wordsHash(segment, ordinal));
      }
    }
    for (int word = 1; word < erasedUses.length; word++) {
      if (erasedUses[word] > 0 && erasedUses[word] == segment.occurrences(word)) {
        exclusiveWords.add(segment.word(word));
      }
    }
    affected.set(segment.firstNumber(), segment.lastNumber() + 1);
  }

  private static long wordsHash(Segment segment, int ordinal) {
    long hash = 1;
    for (int place = segment.recordStart(ordinal); segment.token(place) != 0; place++) {
      byte[] word = segment.utf8(segment.token(place));
      hash = HashSlots.mix(hash ^ HashSlots.ofBytes(word, 0, word.length));
    }
    return hash;
  }

  /// Searches the folder and the latest generation.
  ///
  /// @throws ProblemException `index-purge-incomplete`
  PurgeReport check(Path folder, AttributionIndex after) throws IOException {
    for (int i = 0; i < after.segmentCount(); i++) {
      checkRecords(after.segment(i));
      checkDictionary(after.segment(i));
      checkSuffixes(after.segment(i));
    }
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files = all.filter(Files::isRegularFile).sorted().toList();
    }
    long bytes = 0;
    for (Path file : files) {
      bytes += searchIds(file);
    }
    return new PurgeReport(
        purged.stream().sorted((a, b) -> a.value().compareTo(b.value())).toList(),
        after.generation(),
        after.digest(),
        files.size(),
        bytes,
        live.size(),
        exclusiveWords.size());
  }

  private void checkRecords(Segment segment) {
    for (int ordinal = 0; ordinal < segment.recordCount(); ordinal++) {
      int number = segment.number(ordinal);
      if (affected.get(number)) {
        Long known = live.get(number);
        boolean same = known != null && known == wordsHash(segment, ordinal);
        check(same, "record number " + number + " is not as it was");
      }
    }
  }

  private static void checkDictionary(Segment segment) {
    for (int word = 1; word <= segment.vocabularySize(); word++) {
      check(segment.occurrences(word) > 0, "a dictionary has a word that no record uses");
    }
  }

  private static void checkSuffixes(Segment segment) {
    BitSet places = new BitSet(segment.tokenCount());
    for (int rank = 0; rank < segment.tokenCount(); rank++) {
      places.set(segment.suffix(rank));
    }
    boolean all = places.cardinality() == segment.tokenCount();
    check(all && places.length() == segment.tokenCount(), "a suffix array has a foreign place");
  }

  private static void check(boolean holds, String otherwise) {
    if (!holds) {
      throw new ProblemException(
          AttributionProblem.INDEX_PURGE_INCOMPLETE,
          "After the purge " + otherwise + "; the index must be built again from its records");
    }
  }

  /// Looks at every offset of a file for the 16 bytes of an id, as they stand in segments.
  private long searchIds(Path file) throws IOException {
    BitSet filter = new BitSet(FILTER_BITS);
    long[] highs = purged.stream().mapToLong(id -> id.value().getMostSignificantBits()).toArray();
    Arrays.stream(highs).forEach(high -> filter.set((int) high & FILTER_BITS - 1));
    try (Arena arena = Arena.ofConfined();
        FileChannel channel = FileChannel.open(file)) {
      MemorySegment bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
      for (long at = 0; at + 16 <= bytes.byteSize(); at++) {
        long high = bytes.get(SectionFile.LONG, at);
        if (filter.get((int) high & FILTER_BITS - 1)) {
          long low = bytes.get(SectionFile.LONG, at + 8);
          check(
              !purged.contains(new RecordId(new UUID(high, low))),
              file.getFileName() + " still holds the id of a purged record");
        }
      }
      return bytes.byteSize();
    }
  }
}
