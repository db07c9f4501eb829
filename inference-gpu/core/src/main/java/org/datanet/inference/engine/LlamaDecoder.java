package org.datanet.inference.engine;

import java.nio.file.Path;
import org.datanet.inference.InferenceConfig;
import org.datanet.inference.model.AdapterSlab;
import org.datanet.inference.model.KvCache;
import org.datanet.inference.model.LlamaEngine;
import org.datanet.inference.model.LoraAdapter;
import org.datanet.inference.model.StepBatch;

/// The Llama-family decoder as the scheduler sees it.
final class LlamaDecoder implements Decoder {

  private final LlamaEngine engine;
  private final KvCache cache;
  private final AdapterSlab slab;
  private final int contextTokens;
  private final Vocabulary vocabulary;

  private LlamaDecoder(LlamaEngine engine, InferenceConfig config, Vocabulary vocabulary) {
    this.engine = engine;
    this.cache = engine.newCache(config.cacheTokens());
    this.slab = engine.newSlab(config.slabAdapters() + 1, config.maxRank());
    this.vocabulary = vocabulary;
    this.contextTokens = Math.min(engine.config().maxPositions(), new KvPages(config).freeTokens());
  }

  /// Loads a folder in Hugging Face layout.
  static LlamaDecoder load(Path modelFolder, InferenceConfig config) {
    LlamaEngine engine = LlamaEngine.load(modelFolder, config.threads());
    int size = engine.config().vocab();
    return new LlamaDecoder(
        engine, config, ModelVocabulary.of(modelFolder, engine.tokenizer(), size));
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

  Vocabulary vocabulary() {
    return vocabulary;
  }

  @Override
  public void close() {
    slab.close();
    cache.close();
    engine.close();
  }
}
