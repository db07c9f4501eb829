package org.datanet.inference.model;

/// The attention block of a decoder layer.
///
/// @param heads query heads
/// @param kvHeads key-value heads; divides `heads` (1: multi-query, `heads`: multi-head)
/// @param headDim width of one head, even; independent of the hidden size
/// @param inputBias whether q, k and v have biases
/// @param outputBias whether o has a bias
/// @param headNorm whether queries and keys pass an RMSNorm per head before the rotation (Qwen3)
/// @param window newest positions a token sees, its own included; 0 when it sees all
/// @param fullLayers first layers that see all positions in spite of a window
public record Attention(
    int heads,
    int kvHeads,
    int headDim,
    boolean inputBias,
    boolean outputBias,
    boolean headNorm,
    int window,
    int fullLayers) {

  public Attention {
    if (kvHeads < 1 || heads < kvHeads || heads % kvHeads != 0) {
      throw new IllegalArgumentException(
          "%d attention heads cannot share %d key-value heads".formatted(heads, kvHeads));
    }
    if (headDim < 2 || headDim % 2 != 0) {
      throw new IllegalArgumentException("the width of a head must be even, is " + headDim);
    }
    if (window < 0 || fullLayers < 0) {
      throw new IllegalArgumentException("the sliding window must be 1 or more positions");
    }
  }

  /// As Llama has it: no biases, no norms, no window.
  public static Attention plain(int heads, int kvHeads, int headDim) {
    return new Attention(heads, kvHeads, headDim, false, false, false, 0, 0);
  }

  /// Query heads that share one key-value head.
  int group() {
    return heads / kvHeads;
  }

  /// Whether this layer sees only the window.
  boolean isWindowed(int layer) {
    return window > 0 && layer >= fullLayers;
  }
}
