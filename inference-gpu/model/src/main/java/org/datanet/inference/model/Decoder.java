package org.datanet.inference.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The calls the rest of this module makes into the compiled script. The one place that changes
/// when the script runs on another device. One thread at a time.
interface Decoder extends AutoCloseable {

  /// A long-lived list of tensors inside the engine.
  interface Tensors extends AutoCloseable {
    @Override
    void close();
  }

  /// Loss sums per row `[B]` and the gradient, in the shape of the parameters.
  record Gradients(NDArray rowSums, NDArray gradient) {}

  /// Token ids and places of B rows, each `[B, T]`.
  record Tokens(NDArray ids, NDArray positions, NDArray segments, NDArray labels) {}

  /// A flat adapter `[1, N]` or `[B, N]` of the targeted matrices, its factor `[1]`, and `[8]`: 1
  /// for each targeted matrix of a layer, then 1 to compute in bfloat16.
  record Trained(NDArray values, NDArray scale, NDArray how) {}

  /// One AdamW update's numbers; `correction1/2` are 1-b1^t and sqrt(1-b2^t).
  record Update(double rate, double correction1, double correction2, double maxNorm) {}

  /// Owner of arrays that live as long as the decoder.
  NDManager arrays();

  /// Hands tensors to the engine as one list.
  Tensors list(NDArray... tensors);

  /// A tensor of zeros that `owner` frees: 32-bit floats, or bfloat16.
  NDArray zeros(NDManager owner, Shape shape, boolean half);

  /// The memory of a dense tensor, at most 2 GB, valid as long as the tensor.
  MemorySegment memory(NDArray tensor);

  /// A weight as `step` takes it: the parts one above the other, as bfloat16 where `half`; a matrix
  /// in the order that products read fastest.
  Tensors stepWeight(NDArray[] parts, boolean matrix, boolean half);

  /// One list of all tensors of the lists, which are closed.
  Tensors join(List<Tensors> lists);

  /// Rows `start … start+count-1` of every table, as views.
  Tensors window(Tensors tables, int start, int count);

  /// Any rows of every table, as a copy.
  Tensors pick(Tensors tables, NDArray rows);

  /// Logits `[n, vocab]` of the flat token indices `last`.
  NDArray step(StepInput input, Tensors weights, @Nullable Tensors adapters, KvCache cache);

  /// Residual stream after `layers` layers, `[B, T, hidden]`.
  NDArray hidden(Tokens tokens, Tensors weights, @Nullable Tensors adapters, int layers);

  /// Gradient with respect to a flat adapter `[1, N]`, or per example when `[B, N]`.
  Gradients grads(Tokens tokens, BaseWeights weights, Trained adapter, NDArray rows);

  /// Gradient with respect to all base weights, flat `[1, M]`.
  Gradients fullGrads(Tokens tokens, NDArray parameters, NDArray rows);

  /// Per row the summed loss and the number of labels that were the likeliest token, `[2, B]`.
  NDArray losses(Tokens tokens, BaseWeights weights, Trained adapter);

  /// Like [#losses] for all base weights, flat `[1, M]`.
  NDArray fullLosses(Tokens tokens, NDArray parameters);

  /// Clips and applies AdamW in place; returns the gradient norm before clipping.
  double adamw(
      NDArray parameters,
      NDArray gradient,
      NDArray first,
      NDArray second,
      NDArray decay,
      Update update);

  @Override
  void close();
}
