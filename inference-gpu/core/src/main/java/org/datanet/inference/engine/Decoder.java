package org.datanet.inference.engine;

import org.datanet.inference.model.LoraAdapter;
import org.datanet.inference.model.StepBatch;

/// A decoder with its key-value cache and its slab of adapters. All methods are called by one
/// thread at a time.
public interface Decoder extends AutoCloseable {

  /// Longest sequence, prompt and answer together, in tokens.
  int contextTokens();

  /// Runs one step: logits `[rows][vocabulary]` of each row's last token.
  float[][] step(StepBatch batch);

  /// Writes an adapter into a slab row (row 0 stays empty: the base model).
  void attach(int slabRow, LoraAdapter adapter);

  @Override
  void close();
}
