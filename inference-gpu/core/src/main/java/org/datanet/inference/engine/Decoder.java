package org.datanet.inference.engine;

import java.util.Optional;
import org.datanet.inference.model.LoraAdapter;
import org.datanet.inference.model.StepBatch;

/// A decoder with its key-value cache and its slab of adapters. All methods are called by one
/// thread at a time.
public interface Decoder extends AutoCloseable {

  /// Longest sequence, prompt and answer together, in tokens.
  int contextTokens();

  /// Runs one step: logits `[rows][vocabulary]` of each row's last token.
  ///
  /// @param rank of the slab that the batch's slab rows mean; 0 is the base model in every row
  float[][] step(StepBatch batch, int rank);

  /// Writes an adapter, or with none the base model, into a row of the slab of this rank. There are
  /// as many rows as calls can run at once; each is the base model at first.
  ///
  /// @throws IllegalArgumentException when the adapter does not fit the base model
  void attach(int rank, int slabRow, Optional<LoraAdapter> adapter);

  @Override
  void close();
}
