package org.datanet.inference.engine;

import java.nio.file.Path;
import org.datanet.inference.InferenceConfig;
import org.datanet.inference.model.AdapterSlab;
import org.datanet.inference.model.KvCache;
import org.datanet.inference.model.LlamaEngine;
import org.datanet.inference.model.LoraAdapter;
import org.datanet.inference.model.StepBatch;

/// The Llama-family decoder and its tokenizer, as the scheduler sees them.
final class LlamaDecoder implements Decoder, Vocabulary {

  private final LlamaEngine engine;
  private final KvCache cache;
  private final AdapterSlab slab;
  private final int contextTokens;
  private final TokenBytes tokenBytes;

  private LlamaDecoder(LlamaEngine engine, InferenceConfig config, TokenBytes tokenBytes) {
    this.engine = engine;
    this.cache = engine.newCache(config.cacheTokens());
    this.slab = engine.newSlab(config.slabAdapters() + 1, config.maxRank());
    this.tokenBytes = tokenBytes;
    this.contextTokens = Math.min(engine.config().maxPositions(), new KvPages(config).freeTokens());
  }

  /// Loads a folder in Hugging Face layout.
  static LlamaDecoder load(Path modelFolder, InferenceConfig config) {
    return new LlamaDecoder(
        LlamaEngine.load(modelFolder, config.threads()), config, TokenBytes.read(modelFolder));
  }

  @Override
  public int contextTokens() {
    return contextTokens;
  }

  @Override
  public float[][] step(StepBatch batch) {
    return engine.step(batch, cache, slab);
  }

  @Override
  public void attach(int slabRow, LoraAdapter adapter) {
    slab.attach(slabRow, adapter);
  }

  @Override
  public int[] encode(String text) {
    return engine.tokenizer().encode(text, true);
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
  public int size() {
    return engine.config().vocab();
  }

  @Override
  public byte[] bytes(int id) {
    return tokenBytes.of(id);
  }

  @Override
  public void close() {
    slab.close();
    cache.close();
    engine.close();
  }
}
