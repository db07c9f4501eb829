package org.datanet.inference.engine;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.datanet.inference.InferenceConfig;
import org.datanet.inference.model.AdapterSlab;
import org.datanet.inference.model.KvCache;
import org.datanet.inference.model.LlamaEngine;
import org.datanet.inference.model.LoraAdapter;
import org.datanet.inference.model.Precision;
import org.datanet.inference.model.StepBatch;

/// The Llama-family decoder as the scheduler sees it.
final class LlamaDecoder implements Decoder {

  private final LlamaEngine engine;
  private final KvCache cache;
  private final Map<Integer, AdapterSlab> slabs = new HashMap<>();
  private final int slabRows;
  private final int contextTokens;
  private final Vocabulary vocabulary;

  private LlamaDecoder(LlamaEngine engine, InferenceConfig config, Vocabulary vocabulary) {
    this.engine = engine;
    this.cache = engine.newCache(config.cacheTokens());
    this.slabRows = config.batchRows();
    this.vocabulary = vocabulary;
    this.contextTokens = Math.min(engine.config().maxPositions(), new KvPages(config).freeTokens());
  }

  /// Loads a folder in Hugging Face layout.
  static LlamaDecoder load(Path modelFolder, Precision precision, InferenceConfig config) {
    LlamaEngine engine = LlamaEngine.load(modelFolder, precision, config.threads());
    int size = engine.config().vocab();
    return new LlamaDecoder(engine, config, new ModelVocabulary(engine.tokenizer(), size));
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

  Vocabulary vocabulary() {
    return vocabulary;
  }

  @Override
  public void close() {
    slabs.values().forEach(AdapterSlab::close);
    cache.close();
    engine.close();
  }
}
