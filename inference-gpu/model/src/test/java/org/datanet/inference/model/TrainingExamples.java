package org.datanet.inference.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.stream.IntStream;

/// The training examples of the golden data as batches.
final class TrainingExamples {

  private static final Golden GOLDEN = new Golden();

  private TrainingExamples() {}

  /// The four training examples; each row's weight is 1 / its own labels, or 1 / all labels.
  static TokenBatch all(boolean perExample) {
    JsonNode examples = GOLDEN.json.path("training_examples");
    int n = examples.size();
    int[][] ids = new int[n][];
    int[][] positions = new int[n][];
    int[][] segments = new int[n][];
    int[][] labels = new int[n][];
    float[] weights = new float[n];
    int[] counts = Golden.ints(GOLDEN.json.at("/loss/target_tokens"));
    for (int i = 0; i < n; i++) {
      int prompt = examples.path(i).path("prompt_tokens").asInt();
      int[] text = Golden.ints(examples.path(i).path("ids"));
      ids[i] = text;
      positions[i] = IntStream.range(0, text.length).toArray();
      segments[i] = new int[text.length];
      labels[i] = new int[text.length];
      Arrays.setAll(
          labels[i], t -> t + 1 < text.length && t + 1 >= prompt ? text[t + 1] : TokenBatch.IGNORE);
      weights[i] = 1f / (perExample ? counts[i] : Arrays.stream(counts).sum());
    }
    return new TokenBatch(ids, positions, segments, labels, weights);
  }

  static TokenBatch row(TokenBatch all, int row) {
    return new TokenBatch(
        new int[][] {all.ids()[row]},
        new int[][] {all.positions()[row]},
        new int[][] {all.segments()[row]},
        new int[][] {all.labels()[row]},
        new float[] {all.rowWeights()[row]});
  }

  /// The row with an unlabelled other text before it.
  static TokenBatch besideOther(TokenBatch all, int row, int[] other) {
    int n = other.length;
    int[] ignored = new int[n];
    Arrays.fill(ignored, TokenBatch.IGNORE);
    int[] first = new int[all.ids()[row].length];
    Arrays.fill(first, 1);
    return new TokenBatch(
        new int[][] {joined(other, all.ids()[row])},
        new int[][] {joined(IntStream.range(0, n).toArray(), all.positions()[row])},
        new int[][] {joined(new int[n], first)},
        new int[][] {joined(ignored, all.labels()[row])},
        new float[] {all.rowWeights()[row]});
  }

  private static int[] joined(int[] a, int[] b) {
    return IntStream.concat(Arrays.stream(a), Arrays.stream(b)).toArray();
  }
}
