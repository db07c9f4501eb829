package org.datanet.inference.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.datanet.inference.model.PagedTexts.Adapters;

/// The reference's prompts and adapters in one engine: row k of the slab holds adapter k, the last
/// row the base.
final class GoldenRows implements AutoCloseable {

  static final int WHOLE = Integer.MAX_VALUE;

  private final LlamaEngine engine;
  private final Golden golden;
  private final int base;
  private final AdapterSlab slab;

  GoldenRows(LlamaEngine engine, Golden golden) {
    this.engine = engine;
    this.golden = golden;
    this.base = golden.adapters();
    int rank = IntStream.range(0, base).map(i -> golden.adapter(i).rank()).max().orElse(1);
    this.slab = engine.newSlab(base + 1, rank);
    for (int i = 0; i < base; i++) {
      slab.attach(i, golden.adapter(i));
    }
  }

  int[][] prompts() {
    return golden.prompts(IntStream.range(0, golden.prompts()).toArray());
  }

  /// Every prompt with one adapter, `adapterK`, or without any, `base`.
  Adapters all(String name) {
    int index = Golden.adapterIndex(name);
    int[] rows = new int[golden.prompts()];
    Arrays.fill(rows, index < 0 ? base : index);
    return index < 0 ? new Adapters(null, rows) : new Adapters(slab, rows);
  }

  /// The adapters of the reference's mixed batch, or each in turn where it has none.
  Adapters mixed() {
    JsonNode names = golden.json.at("/mixed/rows");
    int[] rows = new int[golden.prompts()];
    for (int i = 0; i < rows.length; i++) {
      int index = Golden.adapterIndex(names.path(i).asText("base"));
      rows[i] = names.isMissingNode() ? i % (base + 1) : index < 0 ? base : index;
    }
    return new Adapters(slab, rows);
  }

  /// The reference's greedy ids of a prompt in a row of these adapters.
  int[] greedy(Adapters adapters, int prompt) {
    int row = adapters.rows()[prompt];
    String name = adapters.slab() == null || row == base ? "base" : "adapter" + row;
    return Golden.ints(golden.json.at("/greedy/" + name + "/ids/" + prompt));
  }

  /// Logits `[tokens * vocab]` of every text, all in one batch, in chunks of at most so many
  /// tokens.
  float[][] logits(Adapters adapters, int chunk, boolean scattered, int[]... texts) {
    int room = Arrays.stream(texts).mapToInt(text -> text.length).max().orElse(1);
    try (PagedTexts rows = new PagedTexts(engine, adapters, texts, room, scattered)) {
      return rows.logits(chunk);
    }
  }

  /// As [#logits], each text in a batch of its own.
  float[][] alone(Adapters adapters, int chunk, boolean scattered, int[]... texts) {
    float[][] alone = new float[texts.length][];
    for (int i = 0; i < texts.length; i++) {
      Adapters own = new Adapters(adapters.slab(), adapters.rows()[i]);
      alone[i] = logits(own, chunk, scattered, texts[i])[0];
    }
    return alone;
  }

  @Override
  public void close() {
    slab.close();
  }
}
