package org.datanet.curation.duplicates;

import java.util.ArrayList;
import java.util.List;
import org.datanet.kernel.ContributionId;
import org.datanet.kernel.DatanetId;
import org.datanet.kernel.Hash;
import org.datanet.kernel.UserId;

/// What is remembered of a file: never its text.
///
/// @param parts the whole file first (ordinal -1), then each record that has words
record Fingerprint(
    DatanetId datanet, ContributionId contribution, UserId contributor, List<Part> parts) {

  static final int WHOLE_FILE = -1;
  private static final int LEAST_WORDS_TO_COMPARE = 20;

  /// @param words number of words
  /// @param buckets empty when the part is only compared exactly
  record Part(int ordinal, Hash textHash, int words, Shingles shingles, long[] buckets) {}

  static Fingerprint of(
      DatanetId datanet, ContributionId contribution, UserId contributor, List<RecordText> texts) {
    List<Part> records = texts.stream().map(Fingerprint::part).filter(p -> p.words() > 0).toList();
    String all =
        String.join(" ", texts.stream().map(text -> NormalisedText.words(text.text())).toList())
            .strip();
    String exact = String.join("\n", records.stream().map(part -> part.textHash().hex()).toList());
    Shingles shingles = Shingles.of(all);
    Part whole =
        new Part(
            WHOLE_FILE, Hash.sha256(exact), words(all), shingles, Bands.FILE.buckets(shingles));
    List<Part> parts = new ArrayList<>(records.size() + 1);
    parts.add(whole);
    parts.addAll(records);
    return new Fingerprint(datanet, contribution, contributor, List.copyOf(parts));
  }

  private static Part part(RecordText record) {
    String words = NormalisedText.words(record.text());
    boolean prose = record.kind().equals("paragraph");
    String exact = prose ? words : NormalisedText.data(record.text());
    boolean compare = prose && words(words) >= LEAST_WORDS_TO_COMPARE;
    Shingles shingles = compare ? Shingles.of(words) : new Shingles(new long[0]);
    return new Part(
        record.ordinal(),
        Hash.sha256(exact),
        words(words),
        shingles,
        Bands.RECORD.buckets(shingles));
  }

  Part whole() {
    return parts.getFirst();
  }

  List<Part> records() {
    return parts.subList(1, parts.size());
  }

  private static int words(String normalised) {
    return normalised.isEmpty() ? 0 : normalised.split(" ", -1).length;
  }
}
