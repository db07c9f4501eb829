package org.datanet.inference.model;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.StringJoiner;

/// The decoder as TorchScript source for one [LlamaConfig]: `step` (serving over a paged cache),
/// `split`/`window`/`pick` (adapter rows to matrices), `grads`/`fullgrads` (loss and gradient
/// inside the script), `hidden` (states for parity tests) and `adamw`.
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
        def window(self: __torch__.K,
          slab: Tensor,
          start: int,
          n: int) -> List[Tensor]:
          return (self).split(torch.narrow(slab, 0, start, n))
        def pick(self: __torch__.K,
          slab: Tensor,
          rows: Tensor) -> List[Tensor]:
          return (self).split(torch.index_select(slab, 0, rows))
        def zeros16(self: __torch__.K,
          shape: List[int]) -> Tensor:
          return torch.zeros(shape, dtype=15, layout=0, device=torch.device("cpu"), pin_memory=False)
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

  private static final String STEP_HEAD =
      """
        def step(self: __torch__.K,
          ids: Tensor,
          pos: Tensor,
          W: List[Tensor],
          R: List[Tensor],
          ab: List[Tensor],
          KC: List[Tensor],
          VC: List[Tensor],
          write: Tensor,
          read: Tensor,
          last: Tensor) -> Tensor:
      """;

  private static final String STEP_SEEN =
      """
          S = torch.size(read, 1)
          kp = torch.arange(S, dtype=4, layout=0, device=ops.prim.device(ids), pin_memory=False)
          at = torch.reshape(kp, [1, 1, S])
          ok = torch.le(at, torch.unsqueeze(pos, 2))
          rf = torch.reshape(read, [-1])
      """;

  private static final String STEP_KEYS =
      """
            kc = KC[l]
            vc = VC[l]
            _k = torch.index_copy_(kc, 0, write, torch.reshape(k, [-1, $KV, $HEAD_DIM]))
            _v = torch.index_copy_(vc, 0, write, torch.reshape(v, [-1, $KV, $HEAD_DIM]))
            k2 = torch.view(torch.index_select(kc, 0, rf), [B, S, $KV, $HEAD_DIM])
            v2 = torch.view(torch.index_select(vc, 0, rf), [B, S, $KV, $HEAD_DIM])
      """;

  private static final String STEP_TAIL =
      """
          y = torch.index_select(torch.reshape(x, [-1, $HIDDEN]), 0, last)
          return torch.linear((self).norm(y, W[1]), W[$HEAD])
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

  private static final String TRAINING =
      """
          return x
        def rowsums(self: __torch__.K,
          ids: Tensor,
          pos: Tensor,
          seg: Tensor,
          labels: Tensor,
          W: List[Tensor],
          R: List[Tensor],
          ab: List[Tensor]) -> Tensor:
          h = (self).norm((self).hidden(ids, pos, seg, W, R, ab, $LAYERS), W[1])
          z = torch.reshape(torch.linear(h, W[$HEAD]), [-1, $VOCAB])
          ls = torch.cross_entropy_loss(z, torch.reshape(labels, [-1]), None, 0, -100, 0.)
          return torch.sum(torch.reshape(ls, [torch.size(ids, 0), torch.size(ids, 1)]), [1], False)
        def grads(self: __torch__.K,
          ids: Tensor,
          pos: Tensor,
          seg: Tensor,
          labels: Tensor,
          W: List[Tensor],
          R: List[Tensor],
          P: Tensor,
          scale: Tensor,
          rw: Tensor) -> Tuple[Tensor, Tensor]:
          p = torch.requires_grad_(torch.detach(P), True)
          f = (self).split(p)
          ab = annotate(List[Tensor], [])
          for i in range($MATRICES):
            _a = torch.append(ab, f[torch.mul(i, 2)])
            _b = torch.append(ab, torch.mul(f[torch.add(torch.mul(i, 2), 1)], scale))
          ls = (self).rowsums(ids, pos, seg, labels, W, R, ab)
          g = torch.grad([torch.sum(torch.mul(ls, rw))], [p], None, None, False, False)
          return (torch.detach(ls), unchecked_cast(Tensor, g[0]))
        def views(self: __torch__.K,
          P: Tensor) -> List[Tensor]:
          f = torch.split_with_sizes(torch.reshape(P, [-1]), [$FULL_SIZES], 0)
          return [$FULL_VIEWS]
        def fullgrads(self: __torch__.K,
          ids: Tensor,
          pos: Tensor,
          seg: Tensor,
          labels: Tensor,
          R: List[Tensor],
          P: Tensor,
          rw: Tensor) -> Tuple[Tensor, Tensor]:
          p = torch.requires_grad_(torch.detach(P), True)
          ab = annotate(List[Tensor], [])
          ls = (self).rowsums(ids, pos, seg, labels, (self).views(p), R, ab)
          g = torch.grad([torch.sum(torch.mul(ls, rw))], [p], None, None, False, False)
          return (torch.detach(ls), unchecked_cast(Tensor, g[0]))
        def adamw(self: __torch__.K,
          P: Tensor,
          g: Tensor,
          m: Tensor,
          v: Tensor,
          wd: Tensor,
          lr: float,
          c1: float,
          c2: float,
          most: float) -> Tensor:
          n = torch.norm(g, 2)
          k = torch.clamp(torch.reciprocal(torch.div(torch.add(n, 9.9999999999999995e-07), most)), None, 1.)
          u = torch.mul(g, k)
          _0 = torch.sub_(P, torch.mul(torch.mul(P, wd), lr))
          _1 = torch.add_(torch.mul_(m, 0.9), u, alpha=0.1)
          _2 = torch.addcmul_(torch.mul_(v, 0.999), u, u, value=0.001)
          d = torch.add_(torch.div_(torch.sqrt(v), c2), 1.0e-08)
          _3 = torch.addcdiv_(P, m, d, value=torch.neg(torch.div(lr, c1)))
          return n
      """;

  private ScriptText() {}

  static String of(LlamaConfig config) {
    String text =
        ADAPTERS
            + STEP_HEAD
            + layers(config, String.valueOf(config.layers()), STEP_SEEN, STEP_KEYS)
            + STEP_TAIL
            + HIDDEN_HEAD
            + layers(config, "n", HIDDEN_SEEN, HIDDEN_KEYS)
            + TRAINING;
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
        .replace("$VOCAB", String.valueOf(config.vocab()))
        .replace("$FULL_SIZES", fullSizes(config))
        .replace("$FULL_VIEWS", fullViews(config));
  }

  /// The layers as the family has them: biases, norms of the heads, a sliding window.
  private static String layers(LlamaConfig config, String count, String seen, String keys) {
    Attention attention = config.attention();
    boolean window = attention.window() > 0;
    String text =
        LAYERS_OF
            .replace("$SEEN\n", seen)
            .replace("$MASKS\n", window ? MASKS_WITH_WINDOW : MASKS)
            .replace("$MASK_OF_LAYER\n", window ? MASK_OF_LAYER : "")
            .replace("$WINDOW", String.valueOf(attention.window()))
            .replace("$FULL_LAYERS", String.valueOf(attention.fullLayers()))
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

  private static String fullSizes(LlamaConfig config) {
    StringJoiner sizes = new StringJoiner(", ");
    WeightLayout.of(config).forEach(w -> sizes.add(String.valueOf(w.size())));
    return sizes.toString();
  }

  private static String fullViews(LlamaConfig config) {
    StringJoiner views = new StringJoiner(", ");
    int i = 0;
    for (WeightLayout.Weight w : WeightLayout.of(config)) {
      views.add("torch.view(f[%d], %s)".formatted(i++, java.util.Arrays.toString(w.shape())));
    }
    return views.toString();
  }

  /// A float literal the script parser takes: plain or with exponent, always with a point.
  private static String decimal(double value) {
    String plain = new BigDecimal(value).toPlainString();
    return plain.length() > 40 ? String.format(Locale.ROOT, "%.17e", value) : plain;
  }
}
