package org.datanet.training;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.datanet.kernel.ProblemException.FieldError;

/// Records kept back from learning to see how well it goes. A record is never split between the two
/// sides, however many texts and pieces it has.
///
/// @param share of the records, 0 (none) to 0.5
/// @param everySteps updates between two evaluations, >= 1; there is one at the start and the end
/// @param patience evaluations without a new best before the run ends early; 0 never ends it
public record HeldOut(double share, int everySteps, int patience) {

  /// Learns from everything.
  public static final HeldOut NONE = new HeldOut(0, 1, 0);

  public HeldOut {
    List<FieldError> errors = new ArrayList<>();
    Schedule.check(errors, share >= 0 && share <= 0.5, "heldOut.share", "0 to 0.5");
    Schedule.check(errors, everySteps >= 1, "heldOut.everySteps", "at least 1");
    Schedule.check(errors, patience >= 0, "heldOut.patience", "at least 0");
    Schedule.refuse(errors);
  }

  /// Texts to learn from and texts to look at, both in their old order.
  record Sides(List<TrainingText> learnt, List<TrainingText> heldOut) {}

  /// At least one record is learnt, and one kept back where the share is above 0 and there are two.
  Sides split(List<TrainingText> texts, long seed) {
    Set<String> kept = chosen(texts, seed);
    return new Sides(
        texts.stream().filter(t -> !kept.contains(t.recordId())).toList(),
        texts.stream().filter(t -> kept.contains(t.recordId())).toList());
  }

  private Set<String> chosen(List<TrainingText> texts, long seed) {
    Set<String> all = new LinkedHashSet<>();
    texts.forEach(text -> all.add(text.recordId()));
    if (share == 0 || all.size() < 2) {
      return Set.of();
    }
    List<String> records = new ArrayList<>(all);
    java.util.Collections.shuffle(records, new Random(seed));
    int count = Math.clamp(Math.round(share * records.size()), 1, records.size() - 1);
    return new HashSet<>(records.subList(0, count));
  }
}
