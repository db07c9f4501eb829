package org.datanet.inference.model;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.function.ToIntFunction;

/// The decoder as TorchScript source for one [LlamaConfig]: `step` (serving, [StepText]), `split`
/// (flat adapter rows to matrices), `hidden` (states for parity tests) and training
/// ([GradientText]).
///
/// Why a script: literals and saved tensors then belong to libtorch. Driving autograd through Java
/// arrays lets the garbage collector free a scalar before the backward pass, and gradients become
/// silently wrong. The text names no device and no precision.
final class ScriptText {

  private static final String ADAPTERS =
      """
      class K(Module):
        __parameters__ = []
        __buffers__ = []
        training : bool
        def split(self: __torch__.K,
          P: Tensor) -> List[Tensor]:
          g = torch.size(P, 0)
          r = torch.floordiv(torch.size(P, 1), $PER_RANK)
          sz = annotate(List[int], [])
          for l in range($LAYERS):
      $SIZES
          f = torch.split_with_sizes(P, sz, 1)
          o = annotate(List[Tensor], [])
          for i in range($MATRICES):
            a = f[torch.mul(i, 2)]
            _c = torch.append(o, torch.view(a, [g, r, torch.floordiv(torch.size(a, 1), r)]))
            b = f[torch.add(torch.mul(i, 2), 1)]
            _d = torch.append(o, torch.view(b, [g, torch.floordiv(torch.size(b, 1), r), r]))
          return o
        def proj(self: __torch__.K,
          x: Tensor,
          w: Tensor,
          ab: List[Tensor],
          o: int) -> Tensor:
          y = torch.linear(x, w)
          r = y
          if torch.gt(torch.len(ab), 0):
            a = ab[o]
            b = ab[torch.add(o, 1)]
            if torch.eq(torch.size(a, 0), 1):
              r = torch.add(y, torch.linear(torch.linear(x, torch.select(a, 0, 0)), torch.select(b, 0, 0)))
            else:
              r = torch.baddbmm(y, torch.bmm(x, torch.transpose(a, 1, 2)), torch.transpose(b, 1, 2), beta=1, alpha=1)
          return r
        def rot(self: __torch__.K,
          x: Tensor,
          c: Tensor,
          s: Tensor) -> Tensor:
          h = torch.chunk(x, 2, -1)
          return torch.add(torch.mul(x, c), torch.mul(torch.cat([torch.neg(h[1]), h[0]], -1), s))
        def norm(self: __torch__.K,
          x: Tensor,
          w: Tensor) -> Tensor:
          return torch.rms_norm(x, [torch.size(w, 0)], w, $EPS)
        def mask(self: __torch__.K,
          ok: Tensor,
          x: Tensor) -> Tensor:
          B = torch.size(ok, 0)
          T = torch.size(ok, 1)
          S = torch.size(ok, 2)
          z = torch.zeros([B, T, S], dtype=6, layout=0, device=ops.prim.device(x), pin_memory=False)
          m = torch.to(torch.masked_fill(z, torch.logical_not(ok), -1.0e+30), x)
          e = torch.expand(torch.unsqueeze(m, 1), [B, $GROUP, T, S], implicit=False)
          return torch.reshape(e, [B, 1, torch.mul($GROUP, T), S])
      """;

  private static final String LAYERS_OF =
      """
          B = torch.size(ids, 0)
          T = torch.size(ids, 1)
          x = torch.embedding(W[0], ids)
          pf = torch.reshape(pos, [-1])
          c = torch.reshape(torch.index_select(R[0], 0, pf), [B, T, 1, $HEAD_DIM])
          s = torch.reshape(torch.index_select(R[1], 0, pf), [B, T, 1, $HEAD_DIM])
      $SEEN
      $MASKS
          for l in range($COUNT):
            o = torch.add(2, torch.mul(l, $STRIDE))
            e = torch.mul(l, 14)
      $MASK_OF_LAYER
            h = (self).norm(x, W[o])
            q0 = torch.reshape($PROJ0(h), [B, T, $HEADS, $HEAD_DIM])
            k0 = torch.reshape($PROJ1(h), [B, T, $KV, $HEAD_DIM])
            q = (self).rot($QUERY_NORM, c, s)
            k = (self).rot($KEY_NORM, c, s)
            v = torch.reshape($PROJ2(h), [B, T, $KV, $HEAD_DIM])
            q2 = torch.reshape(torch.permute(torch.view(q, [B, T, $KV, $GROUP, $HEAD_DIM]), [0, 2, 3, 1, 4]), [B, $KV, torch.mul($GROUP, T), $HEAD_DIM])
      $KEYS
            a = torch.scaled_dot_product_attention(q2, torch.transpose(k2, 1, 2), torch.transpose(v2, 1, 2), mask)
            a2 = torch.reshape(torch.permute(torch.view(a, [B, $KV, $GROUP, T, $HEAD_DIM]), [0, 3, 1, 2, 4]), [B, T, $QUERIES])
            x1 = torch.add(x, $PROJ3(a2))
            h2 = (self).norm(x1, W[torch.add(o, 1)])
            g = torch.mul(torch.silu($PROJ4(h2)), $PROJ5(h2))
            x = torch.add(x1, $PROJ6(g))
      """;

  private static final String MASKS =
      """
          mask = (self).mask(ok, x)
      """;

  private static final String MASKS_WITH_WINDOW =
      """
          far = (self).mask(ok, x)
          near = (self).mask(torch.logical_and(ok, torch.gt(at, torch.sub(torch.unsqueeze(pos, 2), $WINDOW))), x)
      """;

  private static final String MASK_OF_LAYER =
      """
            if torch.ge(l, $FULL_LAYERS):
              mask = near
            else:
              mask = far
      """;

  private static final String HIDDEN_HEAD =
      """
        def hidden(self: __torch__.K,
          ids: Tensor,
          pos: Tensor,
          seg: Tensor,
          W: List[Tensor],
          R: List[Tensor],
          ab: List[Tensor],
          n: int) -> Tensor:
      """;

  private static final String HIDDEN_SEEN =
      """
          same = torch.eq(torch.unsqueeze(seg, 1), torch.unsqueeze(seg, 2))
          at = torch.unsqueeze(pos, 1)
          ok = torch.logical_and(same, torch.le(at, torch.unsqueeze(pos, 2)))
      """;

  private static final String HIDDEN_KEYS =
      """
            k2 = k
            v2 = v
      """;

  private static final String HIDDEN_END =
      """
          return x
      """;

  private ScriptText() {}

  /// @param reordered whether the weights of `step` are reordered once by oneDNN
  static String of(LlamaConfig config, boolean reordered) {
    String text =
        ADAPTERS
            + StepText.of(config, reordered)
            + HIDDEN_HEAD
            + layers(config, "n", HIDDEN_SEEN, HIDDEN_KEYS)
            + HIDDEN_END
            + GradientText.of(config);
    text = masks(config, text);
    int perRank = config.adapterSize(1);
    return text.replace("$PER_RANK", String.valueOf(perRank))
        .replace("$SIZES\n", sizes(config))
        .replace("$LAYERS", String.valueOf(config.layers()))
        .replace("$MATRICES", String.valueOf(config.layers() * 7))
        .replace("$HIDDEN", String.valueOf(config.hidden()))
        .replace("$EPS", decimal(config.rmsNormEps()))
        .replace("$GROUP", String.valueOf(config.attention().group()))
        .replace("$HEAD_DIM", String.valueOf(config.headDim()))
        .replace("$HEADS", String.valueOf(config.heads()))
        .replace("$HEAD", String.valueOf(WeightLayout.headIndex(config)))
        .replace("$KV", String.valueOf(config.kvHeads()))
        .replace("$QUERIES", String.valueOf(config.heads() * config.headDim()))
        .replace("$INS", joined(config, Projection::in))
        .replace("$OUTS", joined(config, Projection::out));
  }

  /// One mask, or two where some layers see only a window.
  private static String masks(LlamaConfig config, String text) {
    Attention attention = config.attention();
    boolean window = attention.window() > 0;
    return text.replace("$MASKS\n", window ? MASKS_WITH_WINDOW : MASKS)
        .replace("$MASK_OF_LAYER\n", window ? MASK_OF_LAYER : "")
        .replace("$WINDOW", String.valueOf(attention.window()))
        .replace("$FULL_LAYERS", String.valueOf(attention.fullLayers()));
  }

  /// The layers as the family has them: biases and norms of the heads.
  private static String layers(LlamaConfig config, String count, String seen, String keys) {
    String text =
        LAYERS_OF
            .replace("$SEEN\n", seen)
            .replace("$KEYS\n", keys)
            .replace("$COUNT", count)
            .replace("$STRIDE", String.valueOf(WeightLayout.perLayer(config)))
            .replace("$QUERY_NORM", headNorm(config, "q0", 0))
            .replace("$KEY_NORM", headNorm(config, "k0", 1));
    for (int i = 0; i < config.projections().size(); i++) {
      text = text.replaceAll("\\$PROJ" + i + "\\((\\w+)\\)", product(config, i));
    }
    return text;
  }

  /// One projection with its adapter and, where the family has one, its bias; `$1` is the input.
  private static String product(LlamaConfig config, int index) {
    String product =
        "(self).proj($1, W[torch.add(o, %d)], ab, torch.add(e, %d))"
            .formatted(WeightLayout.matrix(index), 2 * index);
    return config.projections().get(index).biased()
        ? "torch.add(%s, W[torch.add(o, %d)])".formatted(product, WeightLayout.bias(config, index))
        : product;
  }

  private static String headNorm(LlamaConfig config, String heads, int which) {
    return config.attention().headNorm()
        ? "(self).norm(%s, W[torch.add(o, %d)])"
            .formatted(heads, WeightLayout.headNorm(config) + which)
        : heads;
  }

  private static String sizes(LlamaConfig config) {
    StringBuilder lines = new StringBuilder();
    int k = 0;
    for (Projection p : config.projections()) {
      lines.append("      _a%d = torch.append(sz, torch.mul(r, %d))\n".formatted(k, p.in()));
      lines.append("      _b%d = torch.append(sz, torch.mul(r, %d))\n".formatted(k++, p.out()));
    }
    return lines.toString();
  }

  private static String joined(LlamaConfig config, ToIntFunction<Projection> size) {
    StringJoiner sizes = new StringJoiner(", ");
    config.projections().forEach(p -> sizes.add(String.valueOf(size.applyAsInt(p))));
    return sizes.toString();
  }

  /// A float literal the script parser takes: plain or with exponent, always with a point.
  private static String decimal(double value) {
    String plain = new BigDecimal(value).toPlainString();
    return plain.length() > 40 ? String.format(Locale.ROOT, "%.17e", value) : plain;
  }
}
