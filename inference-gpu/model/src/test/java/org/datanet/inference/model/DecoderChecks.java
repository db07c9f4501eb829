package org.datanet.inference.model;

import static org.datanet.inference.model.GoldenRows.WHOLE;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import org.datanet.inference.model.PagedTexts.Adapters;
import org.jspecify.annotations.Nullable;

/// Rotary tables, hidden states, logits and greedy tokens against the reference, and that the way a
/// text is cut, paged and batched changes nothing.
final class DecoderChecks implements AutoCloseable {

  private static final double ROPE = 1e-5;
  private static final double HIDDEN = 1e-4;
  private static final double LOGITS = 5e-5;
  private static final int CHUNK = 3;

  private final LlamaEngine engine;
  private final Golden golden;
  private final Checks checks;
  private final int vocab;
  private final GoldenRows rows;

  DecoderChecks(LlamaEngine engine, Golden golden, Checks checks) {
    this.engine = engine;
    this.golden = golden;
    this.checks = checks;
    this.vocab = engine.config().vocab();
    this.rows = new GoldenRows(engine, golden);
  }

  /// Everything.
  void run() {
    rope();
    hidden();
    alone("base");
    for (int i = 0; i < golden.adapters(); i++) {
      alone("adapter" + i);
    }
    logits("logits.mixed", rows.logits(rows.mixed(), WHOLE, true, rows.prompts()));
    greedy("");
    invariances();
  }

  private void rope() {
    LlamaConfig config = engine.config();
    int half = config.headDim() / 2;
    float[] frequencies = new float[half];
    for (int i = 0; i < half; i++) {
      frequencies[i] = config.rope().frequency(i, config.headDim());
    }
    compare("rope.inv_freq", frequencies, ROPE);
    try (NDManager scope = engine.decoder().arrays().newSubManager()) {
      NDArray[] tables = Rotary.tables(scope, config);
      compare("rope.cos", tables[0].toFloatArray(), ROPE);
      compare("rope.sin", tables[1].toFloatArray(), ROPE);
    }
  }

  /// Compares the values the reference has; ours may go on longer.
  private void compare(String name, float[] got, double tolerance) {
    if (!golden.has(name)) {
      checks.skip(name);
      return;
    }
    float[] expected = golden.tensor(name);
    float[] part = Arrays.copyOf(got, Math.min(got.length, expected.length));
    checks.within(name, Golden.worst(part, expected, 0), tolerance);
  }

  private void hidden() {
    if (golden.names("hidden.").isEmpty()) {
      checks.skip("hidden");
    }
    for (String name : golden.names("hidden.")) {
      String[] parts = name.split("\\.");
      int adapter = Golden.adapterIndex(parts[1]);
      int prompt = Integer.parseInt(parts[2].substring("prompt".length()));
      LoraAdapter own = adapter < 0 ? null : golden.adapter(adapter);
      checks.within(name, worstHidden(name, golden.prompt(prompt), own), HIDDEN);
    }
  }

  private double worstHidden(String name, int[] text, @Nullable LoraAdapter adapter) {
    int layers = engine.config().layers();
    float[] expected = golden.tensor(name);
    int size = text.length * engine.config().hidden();
    double worst = 0;
    for (int layer = 0; layer <= layers; layer++) {
      float[] states = HiddenStates.after(engine, text, adapter, layer);
      float[] compared = layer < layers ? states : HiddenStates.normed(engine, states);
      worst = Math.max(worst, Golden.worst(compared, expected, layer * size));
    }
    return worst;
  }

  private void alone(String adapter) {
    logits("logits." + adapter, rows.alone(rows.all(adapter), WHOLE, true, rows.prompts()));
  }

  private void logits(String name, float[][] got) {
    if (!golden.has(name)) {
      checks.skip(name);
      return;
    }
    float[] expected = golden.tensor(name);
    double worst = 0;
    for (int i = 0; i < got.length; i++) {
      worst = Math.max(worst, Golden.worst(got[i], expected, golden.offset(i) * vocab));
    }
    checks.noisy(name, worst, LOGITS, name);
  }

  /// Greedy tokens of all prompts in one ragged batch, and in one batch with mixed adapters.
  void greedy(String prefix) {
    JsonNode greedy = golden.json.path("greedy");
    if (greedy.isMissingNode()) {
      checks.skip(prefix + "greedy");
    }
    greedy
        .properties()
        .forEach(
            e -> checks.exact(prefix + "greedy." + e.getKey(), wrongTokens(rows.all(e.getKey()))));
    if (!greedy.isMissingNode()) {
      checks.exact(prefix + "greedy.mixed", wrongTokens(rows.mixed()));
    }
  }

  private int wrongTokens(Adapters adapters) {
    int[][] texts = rows.prompts();
    int[][] expected = new int[texts.length][];
    Arrays.setAll(expected, i -> rows.greedy(adapters, i));
    int tokens = Arrays.stream(expected).mapToInt(ids -> ids.length).max().orElse(0);
    int room = tokens + Arrays.stream(texts).mapToInt(text -> text.length).max().orElse(1);
    int wrong = 0;
    try (PagedTexts paged = new PagedTexts(engine, adapters, texts, room, true)) {
      int[][] got = paged.greedy(tokens);
      for (int i = 0; i < got.length; i++) {
        for (int t = 0; t < expected[i].length; t++) {
          wrong += got[i][t] == expected[i][t] ? 0 : 1;
        }
      }
    }
    return wrong;
  }

  /// What must not matter: company in the batch, the chunks of a prompt, the places of pages.
  private void invariances() {
    Adapters mixed = rows.mixed();
    Adapters one = new Adapters(mixed.slab(), new int[golden.prompts()]);
    checks.noisy("same.ragged_batch_as_alone", apart(one, WHOLE, true), LOGITS, "logits.mixed");
    checks.noisy("same.mixed_adapters_as_alone", apart(mixed, WHOLE, true), LOGITS, "logits.mixed");
    checks.noisy("same.chunked_as_whole", apart(mixed, CHUNK, true), LOGITS, "logits.mixed");
    checks.noisy(
        "same.scattered_pages_as_contiguous", apart(mixed, WHOLE, false), LOGITS, "logits.mixed");
  }

  /// Largest difference between one batch of all prompts and each prompt alone, taken whole, over
  /// scattered pages.
  private double apart(Adapters adapters, int chunk, boolean scattered) {
    float[][] together = rows.logits(adapters, chunk, scattered, rows.prompts());
    float[][] alone = rows.alone(adapters, WHOLE, true, rows.prompts());
    double worst = 0;
    for (int i = 0; i < alone.length; i++) {
      worst = Math.max(worst, Golden.worst(together[i], alone[i], 0));
    }
    return worst;
  }

  @Override
  public void close() {
    rows.close();
  }
}
