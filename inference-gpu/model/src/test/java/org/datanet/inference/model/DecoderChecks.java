package org.datanet.inference.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.datanet.inference.model.PagedTexts.Adapters;
import org.jspecify.annotations.Nullable;

/// Rotary tables, hidden states, logits and greedy tokens against the reference, and that the way a
/// text is cut, paged and batched changes nothing. Row k of the slab holds adapter k, the last row
/// the base.
final class DecoderChecks implements AutoCloseable {

  private static final double ROPE = 1e-5;
  private static final double HIDDEN = 1e-4;
  private static final double LOGITS = 5e-5;
  private static final int CHUNK = 3;
  private static final int WHOLE = Integer.MAX_VALUE;

  private final LlamaEngine engine;
  private final Golden golden;
  private final Checks checks;
  private final int vocab;
  private final int base;
  private final AdapterSlab slab;

  DecoderChecks(LlamaEngine engine, Golden golden, Checks checks) {
    this.engine = engine;
    this.golden = golden;
    this.checks = checks;
    this.vocab = engine.config().vocab();
    this.base = golden.adapters();
    int rank = IntStream.range(0, base).map(i -> golden.adapter(i).rank()).max().orElse(1);
    this.slab = engine.newSlab(base + 1, rank);
    for (int i = 0; i < base; i++) {
      slab.attach(i, golden.adapter(i));
    }
  }

  /// Everything.
  void run() {
    rope();
    hidden();
    alone("logits.base", new Adapters(null, 0));
    for (int i = 0; i < base; i++) {
      alone("logits.adapter" + i, new Adapters(slab, i));
    }
    mixed();
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

  private void alone(String name, Adapters adapters) {
    if (!golden.has(name)) {
      checks.skip(name);
      return;
    }
    float[] expected = golden.tensor(name);
    double worst = 0;
    for (int i = 0; i < golden.prompts(); i++) {
      float[] got = logits(adapters, WHOLE, true, golden.prompt(i))[0];
      worst = Math.max(worst, Golden.worst(got, expected, golden.offset(i) * vocab));
    }
    checks.noisy(name, worst, LOGITS, name);
  }

  private float[][] logits(Adapters adapters, int chunk, boolean scattered, int[]... texts) {
    int room = Arrays.stream(texts).mapToInt(text -> text.length).max().orElse(1);
    try (PagedTexts rows = new PagedTexts(engine, adapters, texts, room, scattered)) {
      return rows.logits(chunk);
    }
  }

  private void mixed() {
    if (!golden.has("logits.mixed")) {
      checks.skip("logits.mixed");
      return;
    }
    float[][] got = logits(mixedRows(), WHOLE, true, prompts());
    float[] expected = golden.tensor("logits.mixed");
    double worst = 0;
    for (int i = 0; i < got.length; i++) {
      worst = Math.max(worst, Golden.worst(got[i], expected, golden.offset(i) * vocab));
    }
    checks.noisy("logits.mixed", worst, LOGITS, "logits.mixed");
  }

  private int[][] prompts() {
    return golden.prompts(IntStream.range(0, golden.prompts()).toArray());
  }

  /// The adapters of the reference's mixed batch, or each in turn where it has none.
  private Adapters mixedRows() {
    JsonNode names = golden.json.at("/mixed/rows");
    int[] rows = new int[golden.prompts()];
    for (int i = 0; i < rows.length; i++) {
      int index = Golden.adapterIndex(names.path(i).asText("base"));
      rows[i] = names.isMissingNode() ? i % (base + 1) : index < 0 ? base : index;
    }
    return new Adapters(slab, rows);
  }

  /// Greedy tokens of all prompts in one ragged batch, and in one batch with mixed adapters.
  void greedy(String prefix) {
    JsonNode greedy = golden.json.path("greedy");
    if (greedy.isMissingNode()) {
      checks.skip(prefix + "greedy");
    }
    greedy
        .properties()
        .forEach(e -> {
          int index = Golden.adapterIndex(e.getKey());
          int[] rows = new int[golden.prompts()];
          Arrays.fill(rows, index < 0 ? base : index);
          Adapters adapters = index < 0 ? new Adapters(null, rows) : new Adapters(slab, rows);
          checks.exact(prefix + "greedy." + e.getKey(), wrongTokens(adapters));
        });
    if (!greedy.isMissingNode()) {
      checks.exact(prefix + "greedy.mixed", wrongTokens(mixedRows()));
    }
  }

  private int wrongTokens(Adapters adapters) {
    int wrong = 0;
    int[][] texts = prompts();
    int[][][] expected = new int[texts.length][][];
    int tokens = 0;
    for (int i = 0; i < texts.length; i++) {
      int row = adapters.rows()[i];
      String name = adapters.slab() == null || row == base ? "base" : "adapter" + row;
      expected[i] = new int[][] {Golden.ints(golden.json.at("/greedy/" + name + "/ids/" + i))};
      tokens = Math.max(tokens, expected[i][0].length);
    }
    int room = tokens + Arrays.stream(texts).mapToInt(text -> text.length).max().orElse(1);
    try (PagedTexts rows = new PagedTexts(engine, adapters, texts, room, true)) {
      int[][] got = rows.greedy(tokens);
      for (int i = 0; i < got.length; i++) {
        for (int t = 0; t < expected[i][0].length; t++) {
          wrong += got[i][t] == expected[i][0][t] ? 0 : 1;
        }
      }
    }
    return wrong;
  }

  /// What must not matter: company in the batch, the chunks of a prompt, the places of pages.
  private void invariances() {
    Adapters mixed = mixedRows();
    int[][] texts = prompts();
    int[] same = new int[texts.length];
    Arrays.fill(same, base == 0 ? base : 0);
    Adapters one = new Adapters(slab, same);
    checks.noisy("same.ragged_batch_as_alone", apart(one, WHOLE, true), LOGITS, "logits.mixed");
    checks.noisy("same.mixed_adapters_as_alone", apart(mixed, WHOLE, true), LOGITS, "logits.mixed");
    checks.noisy("same.chunked_as_whole", apart(mixed, CHUNK, true), LOGITS, "logits.mixed");
    checks.noisy(
        "same.scattered_pages_as_contiguous", apart(mixed, WHOLE, false), LOGITS, "logits.mixed");
  }

  /// Largest difference between one batch of all prompts and each prompt alone, taken whole, over
  /// scattered pages.
  private double apart(Adapters adapters, int chunk, boolean scattered) {
    int[][] texts = prompts();
    float[][] together = logits(adapters, chunk, scattered, texts);
    double worst = 0;
    for (int i = 0; i < texts.length; i++) {
      Adapters own = new Adapters(adapters.slab(), adapters.rows()[i]);
      float[] alone = logits(own, WHOLE, true, texts[i])[0];
      worst = Math.max(worst, Golden.worst(together[i], alone, 0));
    }
    return worst;
  }

  @Override
  public void close() {
    slab.close();
  }
}
