package org.datanet.attribution.index;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.datanet.kernel.Address;

/// Writes a segment file.
final class SegmentWriter {

  private final SegmentContent content;
  private final SectionWriter out;

  private SegmentWriter(SegmentContent content, SectionWriter out) {
    this.content = content;
    this.out = out;
  }

  /// Sorts the suffixes and writes all sections. The same content gives the same bytes.
  static SectionWriter.Written write(Path file, SegmentContent content) throws IOException {
    try (SectionWriter out = new SectionWriter(file)) {
      SegmentWriter writer = new SegmentWriter(content, out);
      writer.writeVocabulary();
      writer.writeSuffixes();
      writer.writePlaces();
      writer.writeRecords();
      writer.writeBands();
      return out.finish();
    }
  }

  private void writeVocabulary() throws IOException {
    WordTable.Words words = content.words();
    int[] starts = words.starts();
    int count = words.size();
    out.bytes(SectionKind.VOCABULARY_BYTES, words.bytes(), starts[count]);
    out.packed(SectionKind.VOCABULARY_STARTS, count + 1L, i -> starts[(int) i]);
    int[] slots =
        HashSlots.of(count, i -> HashSlots.ofBytes(words.bytes(), starts[i], starts[i + 1]));
    out.packed(SectionKind.VOCABULARY_SLOTS, slots.length, i -> slots[(int) i]);
  }

  private void writeSuffixes() throws IOException {
    int[] tokens = content.tokens();
    int alphabet = content.words().size() + 1;
    int width = Segment.tokenBits(alphabet);
    out.fixed(SectionKind.TOKENS, tokens.length, width, i -> tokens[(int) i]);
    int[] first = firstRanks(tokens, alphabet);
    out.packed(SectionKind.FIRST_RANKS, first.length, i -> first[(int) i]);
    int[] suffixes = SuffixArray.of(tokens, alphabet);
    out.packed(SectionKind.SUFFIXES, suffixes.length, i -> suffixes[(int) i]);
    out.fixed(
        SectionKind.RANK_SAMPLES,
        (suffixes.length + Segment.RANK_STEP - 1L) / Segment.RANK_STEP,
        Math.max(1, 2 * width),
        i -> sample(tokens, suffixes[(int) i * Segment.RANK_STEP], width));
  }

  private static int[] firstRanks(int[] tokens, int alphabet) {
    int[] first = new int[alphabet + 1];
    for (int token : tokens) {
      first[token + 1]++;
    }
    for (int c = 0; c < alphabet; c++) {
      first[c + 1] += first[c];
    }
    return first;
  }

  /// The second and third token of a suffix in one number; zeros after the end of the record.
  private static long sample(int[] tokens, int place, int width) {
    if (tokens[place] == 0 || tokens[place + 1] == 0) {
      return 0;
    }
    return (long) tokens[place + 1] << width | tokens[place + 2];
  }

  private void writePlaces() throws IOException {
    RecordRows rows = content.rows();
    out.packed(SectionKind.RECORD_STARTS, rows.count() + 1L, i -> rows.start((int) i));
    int samples = (content.tokens().length + Segment.PLACE_STEP - 1) / Segment.PLACE_STEP;
    int[] recordAt = new int[samples];
    for (int i = 0, record = 0; i < samples; i++) {
      while (rows.start(record + 1) <= i * Segment.PLACE_STEP) {
        record++;
      }
      recordAt[i] = record;
    }
    out.packed(SectionKind.PLACE_SAMPLES, samples, i -> recordAt[(int) i]);
  }

  private void writeRecords() throws IOException {
    RecordRows rows = content.rows();
    int count = rows.count();
    out.fixed(SectionKind.RECORD_IDS, 2L * count, Long.SIZE, i -> rows.idHalf((int) i));
    int[] slots =
        HashSlots.of(count, i -> RecordRows.idHash(rows.idHalf(2 * i), rows.idHalf(2 * i + 1)));
    out.packed(SectionKind.RECORD_ID_SLOTS, slots.length, i -> slots[(int) i]);
    out.packed(SectionKind.RECORD_NUMBERS, count, i -> rows.number((int) i));
    out.fixed(SectionKind.RECORD_SECONDS, count, Long.SIZE, i -> rows.second((int) i));
    out.packed(SectionKind.RECORD_NANOS, count, i -> rows.nano((int) i));
    out.packed(SectionKind.RECORD_CONTRIBUTORS, count, i -> rows.contributor((int) i));
    List<Address> contributors = rows.contributors();
    byte[] accounts = new byte[contributors.size() * Segment.ADDRESS_BYTES];
    for (int i = 0; i < contributors.size(); i++) {
      System.arraycopy(
          contributors.get(i).bytes(),
          0,
          accounts,
          i * Segment.ADDRESS_BYTES,
          Segment.ADDRESS_BYTES);
    }
    out.bytes(SectionKind.CONTRIBUTORS, accounts, accounts.length);
  }

  /// Per band the keys ascending, and the records they belong to.
  private void writeBands() throws IOException {
    int[] filled = IntStream.range(0, content.rows().count()).filter(content::hasWords).toArray();
    List<long[]> bands = new ArrayList<>();
    for (int band = 0; band < Shingles.BANDS; band++) {
      bands.add(sortedBand(filled, band));
    }
    long count = (long) filled.length * Shingles.BANDS;
    out.fixed(SectionKind.BAND_KEYS, count, Integer.SIZE, i -> at(bands, filled, i) >>> 32);
    out.packed(SectionKind.BAND_RECORDS, count, i -> at(bands, filled, i) & 0xffffffffL);
  }

  private static long at(List<long[]> bands, int[] filled, long i) {
    return bands.get((int) (i / filled.length))[(int) (i % filled.length)];
  }

  private long[] sortedBand(int[] filled, int band) {
    long[] keyed = new long[filled.length];
    for (int i = 0; i < filled.length; i++) {
      long key = content.bandKeys()[filled[i] * Shingles.BANDS + band];
      keyed[i] = (key << 32 | filled[i]) ^ Long.MIN_VALUE; // so that keys ascend unsigned
    }
    Arrays.sort(keyed);
    Arrays.setAll(keyed, i -> keyed[i] ^ Long.MIN_VALUE);
    return keyed;
  }
}
