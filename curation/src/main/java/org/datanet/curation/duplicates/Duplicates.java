package org.datanet.curation.duplicates;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.datanet.kernel.ContributionId;
import org.datanet.kernel.DatanetId;
import org.datanet.kernel.UserId;

/// Finds copies among all contributions of a Datanet, whoever made them. Thread-safe, also across
/// processes: of two copies registered at the same time exactly one is found unique. Call it from a
/// blocking thread.
@ApplicationScoped
public class Duplicates {

  private static final int MOST_ATTEMPTS = 1_000;

  private final DuplicateStore store;

  Duplicates(DuplicateStore store) {
    this.store = store;
  }

  /// Compares a file with everything registered before and, unless it is refused, registers it.
  /// Idempotent by contribution: a second call returns the first verdict.
  public DuplicateVerdict register(
      DatanetId datanet,
      ContributionId contribution,
      UserId contributor,
      List<RecordText> records) {
    Fingerprint fingerprint = Fingerprint.of(datanet, contribution, contributor, records);
    for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      var earlier = store.verdict(contribution);
      if (earlier.isPresent()) {
        return earlier.get();
      }
      long changes = store.changes(datanet);
      DuplicateVerdict verdict =
          Comparison.verdict(fingerprint, store.same(fingerprint), store.near(fingerprint));
      if (verdict.rejected()) {
        store.refuse(fingerprint, verdict);
        return verdict;
      }
      if (store.add(fingerprint, verdict, changes)) {
        return verdict;
      }
    }
    throw new IllegalStateException("Datanet " + datanet + " changes faster than it can be read");
  }

  /// Forgets a rejected, withdrawn or erased contribution: it no longer counts against later ones,
  /// nothing of it is kept, and it may be registered again.
  public void forget(ContributionId contribution) {
    store.forget(contribution);
  }
}
