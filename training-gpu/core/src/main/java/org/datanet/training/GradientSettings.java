package org.datanet.training;

import java.util.ArrayList;
import java.util.List;
import org.datanet.kernel.ProblemException.FieldError;

/// Whether a run hands out the gradients of its examples.
///
/// @param checkpoints how many points of the run, evenly spread, the last at the finished adapter;
///   0 for none, at most 16
/// @param dimension numbers a gradient is projected to, 16…65,536
public record GradientSettings(int checkpoints, int dimension) {

  /// No gradients.
  public static final GradientSettings NONE = new GradientSettings(0, 4096);

  public GradientSettings {
    List<FieldError> errors = new ArrayList<>();
    Schedule.check(errors, checkpoints >= 0 && checkpoints <= 16, "checkpoints", "0 to 16");
    Schedule.check(errors, dimension >= 16 && dimension <= 65_536, "dimension", "16 to 65536");
    Schedule.refuse(errors);
  }

  /// The number, from 1, of the checkpoint that lies after `step`; 0 where none does. The last one
  /// is not among them: it is taken when the run is over.
  int after(int step, int steps) {
    for (int number = 1; number < checkpoints; number++) {
      if (step == step(number, steps)) {
        return number;
      }
    }
    return 0;
  }

  /// The step after which a checkpoint but the last one lies.
  int step(int number, int steps) {
    return Math.max(1, (int) ((long) steps * number / checkpoints));
  }
}
