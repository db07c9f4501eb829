package org.datanet.inference.engine;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.datanet.inference.InferenceConfig;
import org.datanet.inference.model.AdapterSlab;
import org.datanet.inference.model.KvCache;
import org.datanet.inference.model.LlamaEngine;
import org.datanet.inference.model.LoraAdapter;
import org.datanet.inference.model.StepBatch;
import org.datanet.inference.model.chat.Chat;

/// The Llama-family decoder and its tokenizer, as the scheduler sees them.
final class LlamaDecoder implements Decoder, Vocabulary {

  private final LlamaEngine engine;
  private final KvCache cache;
  private final Map<Integer, AdapterSlab> slabs = new HashMap<>();
  private final int slabRows;
  private final int contextTokens;

  private LlamaDecoder(LlamaEngine engine, InferenceConfig config) {
    this.engine = engine;
    this.cache = engine.newCache(config.cacheTokens());
    this.slabRows = config.batchRows();
    this.contextTokens = Math.min(engine.config().maxPositions(), new KvPages(config).freeTokens());
  }

  /// Loads a folder in Hugging Face layout.
  static LlamaDecoder load(Path modelFolder, InferenceConfig config) {
    return new LlamaDecoder(LlamaEngine.load(modelFolder, config.threads()), config);
  }

  @Override
  public int contextTokens() {
    return contextTokens;
  }

  @Override
  public float[][] step(StepBatch batch, int rank) {
    return engine.step(batch, cache, rank == 0 ? null : slab(rank));
  }

  @Override
  public void attach(int rank, int slabRow, Optional<LoraAdapter> adapter) {
    adapter.ifPresentOrElse(a -> slab(rank).attach(slabRow, a), () -> slab(rank).clear(slabRow));
  }

  private AdapterSlab slab(int rank) {
    return slabs.computeIfAbsent(rank, r -> engine.newSlab(slabRows, r));
  }

  @Override
  public int[] encode(String text) {
    return engine.tokenizer().encodeText(text, true);
  }

  @Override
  public int[] encode(Chat chat) {
    return engine.tokenizer().encode(chat);
  }

  @Override
  public String toolTemplate() {
    return engine.tokenizer().toolTemplate();
  }

  @Override
  public String decode(int[] ids) {
    return engine.tokenizer().decode(ids, true);
  }

  @Override
  public int endId() {
    return engine.tokenizer().eosId();
  }

  @Override
  public Set<Integer> endIds() {
    return Set.copyOf(engine.tokenizer().eosIds());
  }

  @Override
  public int size() {
    return engine.config().vocab();
  }

  @Override
  public byte[] bytes(int id) {
    return engine.tokenizer().bytes(id);
  }

  @Override
  public void close() {
    slabs.values().forEach(AdapterSlab::close);
    cache.close();
    engine.close();
  }
}
