package org.datanet.attribution.index;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.datanet.attribution.AttributionProblem;
import org.datanet.attribution.text.WordTokens;
import org.datanet.kernel.ProblemException;
import org.datanet.kernel.RecordId;

/// The records of an index under construction, as tokens of a sorted vocabulary.
final class Corpus {

  private static final int MAX_TOKENS = 1_000_000_000;

  private final Map<String, Integer> idsByArrival = new HashMap<>();
  private final Set<RecordId> seen = new HashSet<>();
  private final List<IndexedRecord> records = new ArrayList<>();
  private int[] tokens = new int[1024];
  private int size;
  private int[] starts = new int[64];
  private List<byte[]> vocabulary = List.of();

  /// Reads all records, then numbers the words in the order of their UTF-8 bytes.
  static Corpus read(Iterable<IndexedRecord> records, BuildProgress progress) {
    Corpus corpus = new Corpus();
    for (IndexedRecord record : records) {
      corpus.add(record);
      progress.at(corpus.records.size(), 0, "records", "cutting words");
    }
    if (corpus.records.isEmpty()) {
      throw new ProblemException(
          AttributionProblem.INDEX_EMPTY, "A dataset version without records has no index");
    }
    corpus.sortVocabulary();
    return corpus;
  }

  private void add(IndexedRecord record) {
    if (!seen.add(record.id())) {
      throw new ProblemException(
          AttributionProblem.INDEX_DUPLICATE_RECORD, "Record " + record.id() + " occurs twice");
    }
    List<String> words = WordTokens.of(record.text()).words();
    if ((long) size + words.size() + 1 > MAX_TOKENS) {
      throw new ProblemException(
          AttributionProblem.INDEX_TOO_LARGE, "An index holds at most " + MAX_TOKENS + " words");
    }
    if (records.size() + 2 > starts.length) {
      starts = Arrays.copyOf(starts, starts.length * 2);
    }
    records.add(new IndexedRecord(record.id(), record.contributor(), "", record.acceptedAt()));
    for (String word : words) {
      append(idsByArrival.computeIfAbsent(word, w -> idsByArrival.size() + 1));
    }
    append(0);
    starts[records.size()] = size;
  }

  private void append(int token) {
    if (size == tokens.length) {
      tokens = Arrays.copyOf(tokens, Math.max(size + 1, (int) Math.min(size * 3L / 2, MAX_TOKENS)));
    }
    tokens[size++] = token;
  }

  private void sortVocabulary() {
    record Word(byte[] utf8, int arrival) {}
    List<Word> words = new ArrayList<>(idsByArrival.size());
    idsByArrival.forEach((word, arrival) -> words.add(new Word(word.getBytes(UTF_8), arrival)));
    idsByArrival.clear();
    words.sort((a, b) -> Arrays.compareUnsigned(a.utf8, b.utf8));
    int[] sortedId = new int[words.size() + 1];
    for (int i = 0; i < words.size(); i++) {
      sortedId[words.get(i).arrival] = i + 1;
    }
    tokens = Arrays.copyOf(tokens, size);
    Arrays.setAll(tokens, i -> sortedId[tokens[i]]);
    vocabulary = words.stream().map(Word::utf8).toList();
  }

  List<IndexedRecord> records() {
    return records;
  }

  List<byte[]> vocabulary() {
    return vocabulary;
  }

  int[] tokens() {
    return tokens;
  }

  int start(int record) {
    return starts[record];
  }

  /// The words of a record, without its sentinel.
  int[] tokensOf(int record) {
    return Arrays.copyOfRange(tokens, starts[record], starts[record + 1] - 1);
  }

  /// Shingles over token ids; comparable only within this corpus.
  long[] shinglesOf(int record) {
    return Shingles.of(Arrays.stream(tokensOf(record)).asLongStream().map(Shingles::mix).toArray());
  }
}
