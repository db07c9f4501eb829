package org.datanet.training;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.datanet.inference.model.TrainableParameters;
import org.datanet.inference.model.TrainableParameters.ExampleGradients;

/// Computes the gradient of every record's summed loss at the parameters of a moment, some pieces
/// at a time.
final class RecordGradients {

  /// Most floats of gradients in one pass; libtorch holds about four times as many.
  private static final int PASS_FLOATS = 1 << 26;

  private final TrainableParameters parameters;
  private final GradientSink.Session session;
  private final Map<String, Sum> open = new LinkedHashMap<>();

  /// A record some of whose pieces may still come.
  private static final class Sum {

    private final int tokens;
    private int missing;
    private double loss;
    private float[] gradient = {};

    Sum(List<Piece> pieces) {
      tokens = pieces.stream().mapToInt(Piece::learnt).sum();
      missing = pieces.size();
    }
  }

  RecordGradients(TrainableParameters parameters, GradientSink.Session session) {
    this.parameters = parameters;
    this.session = session;
  }

  /// Pieces of like length share a pass, so records are handed over in another order.
  ///
  /// @param passTokens tokens of one pass, at most
  void run(List<Piece> pieces, int passTokens) {
    Map<String, List<Piece>> records = new LinkedHashMap<>();
    pieces.forEach(p -> records.computeIfAbsent(p.recordId(), _ -> new ArrayList<>()).add(p));
    records.forEach((id, own) -> open.put(id, new Sum(own)));
    List<PackedRow> rows =
        pieces.stream()
            .sorted(Comparator.comparingInt(p -> -p.ids().length))
            .map(piece -> new PackedRow(List.of(piece)))
            .toList();
    int size = parameters.layers().values().stream().mapToInt(Integer::intValue).sum();
    int most = Math.max(1, PASS_FLOATS / size);
    for (List<PackedRow> group : PackedRow.grouped(rows, passTokens)) {
      for (int at = 0; at < group.size(); at += most) {
        pass(group.subList(at, Math.min(group.size(), at + most)));
      }
    }
  }

  private void pass(List<PackedRow> rows) {
    ExampleGradients all = parameters.exampleGradients(PackedRow.batch(rows, 1));
    for (int i = 0; i < rows.size(); i++) {
      String record = rows.get(i).pieces().getFirst().recordId();
      Sum sum = open.get(record);
      if (sum == null) {
        throw new IllegalStateException("record " + record + " was handed over before");
      }
      add(sum, all.gradients()[i], all.lossSums()[i]);
      if (sum.missing == 0) {
        open.remove(record);
        session.add(record, sum.gradient, sum.loss);
      }
    }
  }

  private static void add(Sum sum, float[] gradient, double loss) {
    sum.missing--;
    sum.loss += loss / sum.tokens;
    if (sum.gradient.length == 0) {
      sum.gradient = new float[gradient.length];
    }
    for (int i = 0; i < gradient.length; i++) {
      sum.gradient[i] += gradient[i];
    }
  }
}
