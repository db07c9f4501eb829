package org.datanet.curation.duplicates;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.datanet.curation.duplicates.DuplicateStore.Near;
import org.datanet.curation.duplicates.DuplicateStore.Same;
import org.datanet.curation.duplicates.DuplicateVerdict.FileMatch;
import org.datanet.curation.duplicates.DuplicateVerdict.RecordMatch;
import org.datanet.kernel.Hash;

/// Judges a file by what resembles it: pure computation.
final class Comparison {

  private static final int WHOLE_PPM = 1_000_000;
  private static final int REFUSED_FROM_PPM = 800_000;
  private static final int SHOWN_FROM_PPM = 300_000;

  private Comparison() {}

  static DuplicateVerdict verdict(Fingerprint file, Map<Hash, Same> same, List<Near> near) {
    List<RecordMatch> records = new ArrayList<>(exact(file, same));
    int duplicateWordsPpm = duplicateWordsPpm(file, same);
    records.addAll(similar(file, near, records));
    List<FileMatch> matches = matches(file, near);
    String outcome = outcome(file, same, matches, duplicateWordsPpm);
    return new DuplicateVerdict(
        outcome, message(outcome, matches, duplicateWordsPpm), matches, records, duplicateWordsPpm);
  }

  private static String outcome(
      Fingerprint file, Map<Hash, Same> same, List<FileMatch> matches, int duplicateWordsPpm) {
    Optional<Same> copy = Optional.ofNullable(same.get(file.whole().textHash()));
    if (copy.filter(found -> found.ordinal() == Fingerprint.WHOLE_FILE).isPresent()
        && file.whole().words() > 0) {
      return "duplicate";
    }
    if (duplicateWordsPpm > REFUSED_FROM_PPM
        || matches.stream().anyMatch(match -> match.jaccardPpm() >= REFUSED_FROM_PPM)) {
      return "near-duplicate";
    }
    return matches.isEmpty() ? "unique" : "similar";
  }

  private static List<FileMatch> matches(Fingerprint file, List<Near> near) {
    return near.stream()
        .filter(found -> found.ordinal() == Fingerprint.WHOLE_FILE)
        .map(found ->
            new FileMatch(
                found.contribution(),
                found.contributor(),
                file.whole().shingles().jaccardPpm(found.shingles())))
        .filter(match -> match.jaccardPpm() >= SHOWN_FROM_PPM)
        .sorted(Comparator.comparingInt(FileMatch::jaccardPpm).reversed())
        .toList();
  }

  private static List<RecordMatch> exact(Fingerprint file, Map<Hash, Same> same) {
    Map<Hash, Integer> seen = new HashMap<>();
    List<RecordMatch> matches = new ArrayList<>();
    for (Fingerprint.Part part : file.records()) {
      Same earlier = same.get(part.textHash());
      Integer own = seen.putIfAbsent(part.textHash(), part.ordinal());
      if (earlier != null) {
        matches.add(
            new RecordMatch(
                part.ordinal(), "duplicate", earlier.contribution(), earlier.ordinal(), WHOLE_PPM));
      } else if (own != null) {
        matches.add(
            new RecordMatch(part.ordinal(), "duplicate", file.contribution(), own, WHOLE_PPM));
      }
    }
    return matches;
  }

  private static List<RecordMatch> similar(
      Fingerprint file, List<Near> near, List<RecordMatch> exact) {
    Map<Integer, Fingerprint.Part> open = new HashMap<>();
    file.records().forEach(part -> open.put(part.ordinal(), part));
    exact.forEach(match -> open.remove(match.ordinal()));
    Map<Integer, RecordMatch> best = new HashMap<>();
    for (Near found : near) {
      Fingerprint.Part part = open.get(found.ordinal());
      if (part == null) {
        continue;
      }
      int jaccard = part.shingles().jaccardPpm(found.shingles());
      if (jaccard >= REFUSED_FROM_PPM) {
        RecordMatch match =
            new RecordMatch(
                part.ordinal(), "similar", found.contribution(), found.earlierOrdinal(), jaccard);
        best.merge(part.ordinal(), match, (a, b) -> a.jaccardPpm() >= b.jaccardPpm() ? a : b);
      }
    }
    return best.values().stream().sorted(Comparator.comparingInt(RecordMatch::ordinal)).toList();
  }

  private static int duplicateWordsPpm(Fingerprint file, Map<Hash, Same> same) {
    long all = 0;
    long copied = 0;
    for (Fingerprint.Part part : file.records()) {
      all += part.words();
      copied += same.containsKey(part.textHash()) ? part.words() : 0;
    }
    return all == 0 ? 0 : (int) (copied * WHOLE_PPM / all);
  }

  private static String message(String outcome, List<FileMatch> matches, int duplicateWordsPpm) {
    int percent = matches.isEmpty() ? 0 : matches.getFirst().jaccardPpm() / 10_000;
    return switch (outcome) {
      case "duplicate" ->
          "This text is in the Datanet already, word for word; contribute something new.";
      case "near-duplicate" ->
          ("This text is nearly the same as one in the Datanet already (%d %% of the 5-word sequences"
                  + " are shared, %d %% of the words lie in copied records); contribute something"
                  + " new.")
              .formatted(percent, duplicateWordsPpm / 10_000);
      case "similar" ->
          "Parts of this text resemble one in the Datanet already (%d %%); a curator will compare."
              .formatted(percent);
      default -> "No copy was found.";
    };
  }
}
