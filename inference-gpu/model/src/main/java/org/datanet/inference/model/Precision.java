package org.datanet.inference.model;

/// How a served model holds its weights and its cache. Logits leave the engine as 32-bit floats,
/// and adapters stay 32-bit floats, in every mode.
public enum Precision {
  /// 32-bit floats throughout: agrees with Hugging Face to 1e-4, needed for training.
  F32,
  /// bfloat16 weights, activations and cache: half the memory, less time in every step.
  BF16,
  /// As [#BF16], with 8-bit integers and a scale per 64 inputs where a step has few tokens: least
  /// time for single streams, half as much memory again as [#BF16].
  INT8;

  /// Whether activations and cache are bfloat16.
  boolean half() {
    return this != F32;
  }
}
