package org.datanet.inference.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.datanet.inference.FailureReason;
import org.datanet.inference.InferenceConfig;

/// The engine's work of one round: a bounded piece of the prompts that are still read, then one
/// token of each call that generates, so that a long prompt stalls nobody (Sarathi-Serve, OSDI
/// 2024). A step that fails ends the calls in it. Used by the engine's thread only.
final class Steps {

  private static final System.Logger LOG = System.getLogger(Steps.class.getName());

  /// With nobody generating, prompts are read in larger pieces.
  private static final int IDLE_FACTOR = 4;

  /// What a generated token costs a tenant, in prompt tokens (as in the paper on fairness).
  private static final int GENERATED_WEIGHT = 2;

  private final Decoder decoder;
  private final WaitingLine line;
  private final EngineMeter meter;
  private final int prefillTokens;
  private boolean shortestFirst;

  Steps(Decoder decoder, WaitingLine line, EngineMeter meter, InferenceConfig config) {
    this.decoder = decoder;
    this.line = line;
    this.meter = meter;
    this.prefillTokens = config.prefillTokens();
  }

  /// Reads a piece of prompts: of the call that came first and, every other time, of the shortest,
  /// so that neither waits for all others. Calls of the same slab join while the piece has room.
  void read(List<Row> rows) {
    rows.forEach(row -> row.readable(1)); // goes past what others have computed
    boolean generating = rows.stream().anyMatch(row -> row.pending() == 1);
    int most = generating ? prefillTokens : prefillTokens * IDLE_FACTOR;
    List<Row> reading = new ArrayList<>(rows);
    reading.removeIf(row -> row.pending() == 1 || row.readable(most) == 0);
    if (shortestFirst) {
      reading.sort(Comparator.comparingInt(Row::pending));
    }
    shortestFirst = !shortestFirst;
    List<Row> chosen = new ArrayList<>();
    int width = 0;
    for (Row row : reading) {
      int wider = Math.max(width, row.readable(most));
      boolean fits = chosen.isEmpty() || chosen.getFirst().slab() == row.slab();
      if (fits && (chosen.size() + 1) * wider <= most) {
        chosen.add(row);
        width = wider;
      }
    }
    if (!chosen.isEmpty()) {
      int[] taken = chosen.stream().mapToInt(row -> row.readable(most)).toArray();
      run(chosen.getFirst().slab(), new Batch(chosen, taken));
    }
  }

  /// One token of each call in the slab that has read its prompt.
  void generate(Slab slab) {
    List<Row> ready = slab.seated().stream().filter(row -> row.pending() == 1).toList();
    if (!ready.isEmpty()) {
      List<Row> stepped = slab.neighbours(ready);
      int[] taken = stepped.stream().mapToInt(row -> row.pending() == 1 ? 1 : 0).toArray();
      run(slab, new Batch(stepped, taken));
    }
  }

  private void run(Slab slab, Batch batch) {
    try {
      float[][] logits = decoder.step(batch.arrays(slab.rowsOf(batch.rows())), slab.rank());
      for (int i = 0; i < logits.length; i++) {
        if (batch.taken()[i] > 0) {
          advance(batch.rows().get(i), batch.taken()[i], logits[i]);
        }
      }
    } catch (RuntimeException | OutOfMemoryError e) {
      LOG.log(System.Logger.Level.ERROR, "a step of " + batch.rows().size() + " rows failed", e);
      batch.rows().stream()
          .filter(row -> !row.ended())
          .forEach(row -> row.fail(FailureReason.ERROR, "The model failed. Try again."));
    }
  }

  private void advance(Row row, int taken, float[] logits) {
    Generation generation = row.generation();
    int before = generation.generatedTokens();
    int read = row.pending() > 1 ? taken : 0;
    try {
      row.advance(taken, logits);
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "a token could not be chosen", e);
      row.fail(FailureReason.ERROR, "No token could be chosen. Try again.");
    }
    int generated = generation.generatedTokens() - before;
    meter.read(read);
    meter.generated(generated);
    line.charge(generation.tenant(), read + (double) GENERATED_WEIGHT * generated);
  }
}
