package org.datanet.attribution.index;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.datanet.kernel.Address;
import org.datanet.kernel.RecordId;
import org.jspecify.annotations.Nullable;

/// One immutable part of an index: some records with their own vocabulary and suffix array. Records
/// are addressed by ordinal from 0, suffixes by rank, tokens by place. Thread-safe.
public final class Segment {

  /// Every so many ranks the next two tokens of the suffix stand in a table of their own.
  public static final int RANK_STEP = 32;

  static final int PLACE_STEP = 256;
  static final int ADDRESS_BYTES = 20;

  private final SectionFile file;
  private final Vocabulary vocabulary;
  private final Values tokens;
  private final Values suffixes;
  private final Values firstRanks;
  private final Values rankSamples;
  private final Values recordStarts;
  private final Values placeSamples;
  private final Values ids;
  private final Values idSlots;
  private final Values numbers;
  private final Values seconds;
  private final Values nanos;
  private final Values contributorOf;
  private final Values contributors;
  private final Values bandKeys;
  private final Values bandRecords;
  private final @Nullable Address[] accounts;
  private final int firstNumber;
  private final int lastNumber;

  private Segment(SectionFile file) {
    this.file = file;
    vocabulary = new Vocabulary(file);
    tokens = file.values(SectionKind.TOKENS);
    suffixes = file.values(SectionKind.SUFFIXES);
    firstRanks = file.values(SectionKind.FIRST_RANKS);
    rankSamples = file.values(SectionKind.RANK_SAMPLES);
    recordStarts = file.values(SectionKind.RECORD_STARTS);
    placeSamples = file.values(SectionKind.PLACE_SAMPLES);
    ids = file.values(SectionKind.RECORD_IDS);
    idSlots = file.values(SectionKind.RECORD_ID_SLOTS);
    numbers = file.values(SectionKind.RECORD_NUMBERS);
    seconds = file.values(SectionKind.RECORD_SECONDS);
    nanos = file.values(SectionKind.RECORD_NANOS);
    contributorOf = file.values(SectionKind.RECORD_CONTRIBUTORS);
    contributors = file.values(SectionKind.CONTRIBUTORS);
    bandKeys = file.values(SectionKind.BAND_KEYS);
    bandRecords = file.values(SectionKind.BAND_RECORDS);
    checkCounts();
    accounts = new @Nullable Address[contributorCount()];
    firstNumber = numbers.getInt(0);
    lastNumber = numbers.getInt(numbers.count() - 1);
  }

  static Segment open(Path folder, IndexManifest.FileEntry entry, Arena arena) throws IOException {
    return new Segment(
        SectionFile.open(folder.resolve(entry.name()), entry.trailerSha256(), arena));
  }

  private void checkCounts() {
    long records = numbers.count();
    boolean fits =
        records > 0
            && suffixes.count() == tokens.count()
            && firstRanks.count() == vocabulary.size() + 2L
            && recordStarts.count() == records + 1
            && ids.count() == 2 * records
            && seconds.count() == records
            && nanos.count() == records
            && contributorOf.count() == records
            && bandKeys.count() == bandRecords.count();
    file.check(fits, "has sections that do not fit together");
  }

  static int tokenBits(int alphabet) {
    return Math.max(1, Integer.SIZE - Integer.numberOfLeadingZeros(alphabet - 1));
  }

  void verify() {
    file.verifyAll();
  }

  SectionFile file() {
    return file;
  }

  /// Whether both map the file of one name; names are never used twice.
  boolean isSameFile(Segment other) {
    return file.name().equals(other.file.name());
  }

  public int recordCount() {
    return (int) numbers.count();
  }

  /// Tokens of all records, sentinels included.
  public int tokenCount() {
    return (int) tokens.count();
  }

  int vocabularySize() {
    return vocabulary.size();
  }

  String word(int id) {
    return vocabulary.word(id);
  }

  byte[] utf8(int id) {
    return vocabulary.utf8(id);
  }

  /// The id of a word (as [org.datanet.attribution.text.WordTokens] gives it) in UTF-8, or -1.
  int wordId(byte[] utf8, long hash) {
    return vocabulary.id(utf8, hash);
  }

  /// The token at a place: a word id from 1, or 0 at the end of a record.
  public int token(long place) {
    return tokens.getInt(place);
  }

  /// Bits of a token in [#rankSample].
  public int tokenBits() {
    return tokens.width();
  }

  /// The place of the suffix of a rank.
  public int suffix(int rank) {
    return suffixes.getInt(rank);
  }

  /// The first rank whose suffix starts with the token; of one token more, the end of its ranks.
  public int firstRank(int token) {
    return firstRanks.getInt(token);
  }

  /// The second token of the suffix of rank `sample * RANK_STEP`, shifted by [#tokenBits], with its
  /// third token; zeros after the end of the record.
  public long rankSample(int sample) {
    return rankSamples.get(sample);
  }

  /// How often a word occurs in all records, copies included.
  int occurrences(int wordId) {
    return firstRank(wordId + 1) - firstRank(wordId);
  }

  /// The ordinal of the record that holds a place.
  public int recordAt(int place) {
    int sample = place / PLACE_STEP;
    int low = placeSamples.getInt(sample);
    int high =
        sample + 1 < placeSamples.count() ? placeSamples.getInt(sample + 1L) : recordCount() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (recordStarts.get(middle) <= place) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  /// The place of a record's first token; of one record more, the end of the tokens.
  public int recordStart(int ordinal) {
    return recordStarts.getInt(ordinal);
  }

  RecordId recordId(int ordinal) {
    return new RecordId(new UUID(ids.get(2L * ordinal), ids.get(2L * ordinal + 1)));
  }

  /// The ordinal of a record, or -1.
  int ordinalOf(RecordId id) {
    long high = id.value().getMostSignificantBits();
    long low = id.value().getLeastSignificantBits();
    return HashSlots.find(
        idSlots,
        RecordRows.idHash(high, low),
        ordinal -> ids.get(2L * ordinal) == high && ids.get(2L * ordinal + 1) == low);
  }

  /// A record's number in the whole index; ascends with the ordinal.
  int number(int ordinal) {
    return numbers.getInt(ordinal);
  }

  int firstNumber() {
    return firstNumber;
  }

  int lastNumber() {
    return lastNumber;
  }

  /// The ordinal of the record with a number, or -1.
  int ordinalOfNumber(int number) {
    int guess = number - firstNumber; // right as long as nothing was purged
    if (guess >= 0 && guess < recordCount() && number(guess) == number) {
      return guess;
    }
    long ordinal = numbers.countBelow(number);
    return ordinal < recordCount() && numbers.get(ordinal) == number ? (int) ordinal : -1;
  }

  Instant acceptedAt(int ordinal) {
    return Instant.ofEpochSecond(seconds.get(ordinal), nanos.get(ordinal));
  }

  Address contributor(int ordinal) {
    return account(contributorOf.getInt(ordinal));
  }

  List<Address> contributors() {
    return IntStream.range(0, contributorCount()).mapToObj(this::account).toList();
  }

  private Address account(int contributor) {
    Address known = accounts[contributor];
    if (known == null) {
      byte[] bytes = new byte[ADDRESS_BYTES];
      for (int i = 0; i < ADDRESS_BYTES; i++) {
        bytes[i] = (byte) contributors.get((long) contributor * ADDRESS_BYTES + i);
      }
      known = Address.of("0x" + HexFormat.of().formatHex(bytes));
      accounts[contributor] = known;
    }
    return known;
  }

  int contributorCount() {
    return (int) (contributors.count() / ADDRESS_BYTES);
  }

  /// Records with words.
  int bandSize() {
    return (int) (bandKeys.count() / Shingles.BANDS);
  }

  /// The unsigned key at a place of a band, which ascends.
  long bandKey(int band, int at) {
    return bandKeys.get((long) band * bandSize() + at);
  }

  int bandRecord(int band, int at) {
    return bandRecords.getInt((long) band * bandSize() + at);
  }

  /// The sorted distinct shingles of a record; the same in every segment.
  long[] shingles(int ordinal) {
    int start = recordStart(ordinal);
    int count = recordStart(ordinal + 1) - start - 1;
    long[] words = new long[count];
    for (int i = 0; i < count; i++) {
      words[i] = vocabulary.hash(token((long) start + i));
    }
    return Shingles.set(words, count);
  }
}
