package org.datanet.inference.model;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.datanet.inference.model.PagedTexts.Adapters;

/// How far an engine's logits are from the reference's, as shares of their spread (the standard
/// deviation of the reference's logits), and how many of its choices differ.
///
/// `logits.NAME` is the largest difference of the prompts, each alone and read at once, with one
/// adapter, without, or mixed; `decode.NAME` the same of all prompts in one batch, token by token;
/// `….rms` the root mean square over all of these. `greedy` is the share of ids that are not the
/// reference's, each chosen after the reference's ids before it.
final class Deviations {

  private final GoldenRows rows;
  private final Golden golden;
  private final int vocab;
  private final Map<String, Double> found = new LinkedHashMap<>();
  private final Map<String, double[]> squares = new LinkedHashMap<>();
  private int ids;
  private int others;

  private Deviations(GoldenRows rows, Golden golden, int vocab) {
    this.rows = rows;
    this.golden = golden;
    this.vocab = vocab;
  }

  /// Everything the folder has reference values of, by name.
  static Map<String, Double> of(LlamaEngine engine, GoldenRows rows, Golden golden) {
    Deviations all = new Deviations(rows, golden, engine.config().vocab());
    all.add("base", rows.all("base"));
    for (int i = 0; i < golden.adapters(); i++) {
      all.add("adapter" + i, rows.all("adapter" + i));
    }
    all.add("mixed", rows.mixed());
    all.squares.forEach((way, sum) -> all.found.put(way + ".rms", Math.sqrt(sum[0] / sum[1])));
    if (all.ids > 0) {
      all.found.put("greedy", (double) all.others / all.ids);
    }
    return all.found;
  }

  private void add(String name, Adapters adapters) {
    if (!golden.has("logits." + name)) {
      return;
    }
    float[] expected = golden.tensor("logits." + name);
    int[][] prompts = rows.prompts();
    compare("logits", name, rows.alone(adapters, GoldenRows.WHOLE, true, prompts), expected);
    int[][] texts = new int[prompts.length][];
    Arrays.setAll(texts, i -> answered(prompts[i], rows.greedy(adapters, i)));
    float[][] decoded = rows.logits(adapters, 1, true, texts);
    for (int i = 0; i < prompts.length; i++) {
      choices(decoded[i], prompts[i].length, rows.greedy(adapters, i));
      decoded[i] = Arrays.copyOf(decoded[i], prompts[i].length * vocab);
    }
    compare("decode", name, decoded, expected);
  }

  /// A prompt and its answer but the last id, after which nothing is asked.
  private static int[] answered(int[] prompt, int[] answer) {
    return IntStream.concat(
            Arrays.stream(prompt), Arrays.stream(answer).limit(Math.max(0, answer.length - 1)))
        .toArray();
  }

  private void compare(String way, String name, float[][] got, float[] expected) {
    double spread = spread(expected);
    double[] sum = squares.computeIfAbsent(way, w -> new double[2]);
    double worst = 0;
    for (int i = 0; i < got.length; i++) {
      for (int k = 0; k < got[i].length; k++) {
        double off = Math.abs(got[i][k] - expected[golden.offset(i) * vocab + k]) / spread;
        worst = off <= worst ? worst : off;
        sum[0] += off * off;
      }
      sum[1] += got[i].length;
    }
    found.put(way + "." + name, worst);
  }

  /// Standard deviation.
  static double spread(float[] values) {
    double mean = IntStream.range(0, values.length).mapToDouble(i -> values[i]).average().orElse(0);
    double squares = 0;
    for (float value : values) {
      squares += (value - mean) * (value - mean);
    }
    return Math.sqrt(squares / values.length);
  }

  private void choices(float[] logits, int promptTokens, int[] answer) {
    for (int t = 0; t < answer.length; t++) {
      int at = (promptTokens - 1 + t) * vocab;
      int best = PagedTexts.best(Arrays.copyOfRange(logits, at, at + vocab));
      others += best == answer[t] ? 0 : 1;
    }
    ids += answer.length;
  }
}
