package org.datanet.training;

import java.util.List;
import org.datanet.inference.model.TokenBatch;
import org.datanet.inference.model.Tokenizer;
import org.datanet.inference.model.TrainableParameters;

/// Measures the loss of texts without learning from them; a record's pieces count by their tokens.
final class LossMeter {

  private final List<TokenBatch> passes;
  private final long tokens;

  /// @param schedule lengths of sequences and passes
  LossMeter(List<TrainingText> texts, Tokenizer tokenizer, Schedule schedule) {
    int length = schedule.sequenceLength();
    List<PackedRow> rows = PackedRow.pack(Piece.of(texts, tokenizer, length), length);
    tokens = rows.stream().mapToLong(PackedRow::learnt).sum();
    passes =
        PackedRow.grouped(rows, schedule.pass()).stream()
            .map(group -> PackedRow.batch(group, 1))
            .toList();
  }

  /// Labelled tokens.
  long tokens() {
    return tokens;
  }

  /// Mean loss in nats a token; [#tokens] must be above 0.
  double mean(TrainableParameters parameters) {
    double sum = 0;
    for (TokenBatch pass : passes) {
      for (float row : parameters.losses(pass).lossSums()) {
        sum += row;
      }
    }
    return sum / tokens;
  }
}
