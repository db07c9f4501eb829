package org.datanet.inference.model;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.function.ToIntFunction;

/// The decoder as TorchScript source for one [LlamaConfig]: `step` (serving, [StepText]), `split`
/// (flat adapter rows to matrices), `grads`/`fullgrads` (loss and gradient inside the script),
/// `hidden` (states for parity tests) and `adamw`.
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

  /// Training. A flat row holds only the targeted matrices (`how[m]` = 1); the others get rank 0.
  /// `how[7]` = 1 computes in bfloat16 from float32 parameters. The output matrix is never trained
  /// beside a frozen base, so `head` gives its gradient in closed form, some rows at a time: no
  /// `[tokens, vocab]` tensor lives, and unlabelled tokens cost nothing.
  private static final String TRAINING =
      """
          return x
        def parts(self: __torch__.K,
          P: Tensor,
          scale: Tensor,
          how: Tensor) -> List[Tensor]:
          ins = [$INS]
          outs = [$OUTS]
          g = torch.size(P, 0)
          per = 0
          for k in range(7):
            per = torch.add(per, torch.mul(int(how[k]), torch.add(ins[k], outs[k])))
          r = torch.floordiv(torch.size(P, 1), torch.mul(per, $LAYERS))
          sz = annotate(List[int], [])
          for l in range($LAYERS):
            for k in range(7):
              own = torch.mul(r, int(how[k]))
              _a = torch.append(sz, torch.mul(own, ins[k]))
              _b = torch.append(sz, torch.mul(own, outs[k]))
          f = torch.split_with_sizes(P, sz, 1)
          o = annotate(List[Tensor], [])
          for l in range($LAYERS):
            for k in range(7):
              i = torch.mul(torch.add(torch.mul(l, 7), k), 2)
              own = torch.mul(r, int(how[k]))
              _c = torch.append(o, torch.view(f[i], [g, own, ins[k]]))
              _d = torch.append(o, torch.mul(torch.view(f[torch.add(i, 1)], [g, outs[k], own]), scale))
          return (self).cast(o, how)
        def cast(self: __torch__.K,
          W: List[Tensor],
          how: Tensor) -> List[Tensor]:
          o = W
          if torch.gt(int(how[7]), 0):
            c = annotate(List[Tensor], [])
            for i in range(torch.len(W)):
              _a = torch.append(c, torch.to(W[i], 15))
            o = c
          return o
        def final(self: __torch__.K,
          ids: Tensor,
          pos: Tensor,
          seg: Tensor,
          W: List[Tensor],
          R: List[Tensor],
          ab: List[Tensor]) -> Tensor:
          h = (self).norm((self).hidden(ids, pos, seg, W, R, ab, $LAYERS), W[1])
          return torch.reshape(h, [-1, $HIDDEN])
        def labelled(self: __torch__.K,
          labels: Tensor) -> Tensor:
          return torch.reshape(torch.nonzero(torch.ge(torch.reshape(labels, [-1]), 0)), [-1])
        def head(self: __torch__.K,
          h: Tensor,
          y: Tensor,
          w: Tensor,
          H: Tensor,
          D: Tensor) -> Tensor:
          n = torch.size(h, 0)
          L = torch.zeros([2, n], dtype=6, layout=0, device=ops.prim.device(h), pin_memory=False)
          for i in range(torch.floordiv(torch.add(n, $ROWS_LESS_ONE), $ROWS)):
            s = torch.mul(i, $ROWS)
            m = ops.prim.min(torch.sub(n, s), $ROWS)
            z = torch.to(torch.linear(torch.narrow(h, 0, s, m), H), 6)
            t = torch.unsqueeze(torch.narrow(y, 0, s, m), 1)
            best = torch.eq(torch.argmax(z, 1, True), t)
            e = torch.logsumexp(z, [1], True)
            l = torch.sub(e, torch.gather(z, 1, t))
            _a = torch.copy_(torch.narrow(L[0], 0, s, m), torch.select(l, 1, 0))
            _b = torch.copy_(torch.narrow(L[1], 0, s, m), torch.select(best, 1, 0))
            if torch.gt(torch.size(D, 0), 0):
              p = torch.exp_(torch.sub_(z, e))
              _c = torch.scatter_add_(p, 1, t, torch.neg(torch.ones_like(l)))
              _d = torch.mul_(p, torch.unsqueeze(torch.narrow(w, 0, s, m), 1))
              _e = torch.copy_(torch.narrow(D, 0, s, m), torch.matmul(torch.to(p, H), H))
          return L
        def rowsums(self: __torch__.K,
          L: Tensor,
          at: Tensor,
          labels: Tensor) -> Tensor:
          z = torch.zeros([torch.size(L, 0), torch.size(labels, 0)], dtype=6, layout=0, device=ops.prim.device(L), pin_memory=False)
          return torch.index_add(z, 1, torch.floor_divide(at, torch.size(labels, 1)), L)
        def losses(self: __torch__.K,
          ids: Tensor,
          pos: Tensor,
          seg: Tensor,
          labels: Tensor,
          W: List[Tensor],
          R: List[Tensor],
          P: Tensor,
          scale: Tensor,
          how: Tensor) -> Tensor:
          w = (self).cast(W, how)
          at = (self).labelled(labels)
          h = torch.index_select((self).final(ids, pos, seg, w, (self).cast(R, how), (self).parts(P, scale, how)), 0, at)
          y = torch.index_select(torch.reshape(labels, [-1]), 0, at)
          return (self).rowsums((self).head(h, y, scale, w[$HEAD], torch.narrow(h, 0, 0, 0)), at, labels)
        def fulllosses(self: __torch__.K,
          ids: Tensor,
          pos: Tensor,
          seg: Tensor,
          labels: Tensor,
          R: List[Tensor],
          P: Tensor) -> Tensor:
          w = (self).views(P)
          at = (self).labelled(labels)
          h = torch.index_select((self).final(ids, pos, seg, w, R, annotate(List[Tensor], [])), 0, at)
          y = torch.index_select(torch.reshape(labels, [-1]), 0, at)
          return (self).rowsums((self).head(h, y, P, w[$HEAD], torch.narrow(h, 0, 0, 0)), at, labels)
        def grads(self: __torch__.K,
          ids: Tensor,
          pos: Tensor,
          seg: Tensor,
          labels: Tensor,
          W: List[Tensor],
          R: List[Tensor],
          P: Tensor,
          scale: Tensor,
          how: Tensor,
          rw: Tensor) -> Tuple[Tensor, Tensor]:
          p = torch.requires_grad_(torch.detach(P), True)
          w = (self).cast(W, how)
          at = (self).labelled(labels)
          h = torch.index_select((self).final(ids, pos, seg, w, (self).cast(R, how), (self).parts(p, scale, how)), 0, at)
          y = torch.index_select(torch.reshape(labels, [-1]), 0, at)
          tw = torch.index_select(rw, 0, torch.floor_divide(at, torch.size(labels, 1)))
          hd = torch.detach(h)
          D = torch.empty_like(hd)
          L = (self).head(hd, y, tw, w[$HEAD], D)
          g = torch.grad([torch.sum(torch.mul(h, D))], [p], None, None, False, False)
          return ((self).rowsums(L, at, labels)[0], unchecked_cast(Tensor, g[0]))
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
          w = (self).views(p)
          h = (self).final(ids, pos, seg, w, R, annotate(List[Tensor], []))
          z = torch.linear(h, w[$HEAD])
          l = torch.cross_entropy_loss(z, torch.reshape(labels, [-1]), None, 0, -100, 0.)
          ls = torch.sum(torch.reshape(l, [torch.size(ids, 0), torch.size(ids, 1)]), [1], False)
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

  /// Most bytes of logits at a time: below the size that the allocator hands back to the system.
  private static final int LOGIT_BYTES = 16 << 20;

  private ScriptText() {}

  /// @param reordered whether the weights of `step` are reordered once by oneDNN
  static String of(LlamaConfig config, boolean reordered) {
    String text =
        ADAPTERS
            + StepText.of(config, reordered)
            + HIDDEN_HEAD
            + layers(config, "n", HIDDEN_SEEN, HIDDEN_KEYS)
            + TRAINING;
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
        .replace("$OUTS", joined(config, Projection::out))
        .replace("$ROWS_LESS_ONE", String.valueOf(headRows(config) - 1))
        .replace("$ROWS", String.valueOf(headRows(config)))
        .replace("$FULL_SIZES", fullSizes(config))
        .replace("$FULL_VIEWS", fullViews(config));
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

  private static int headRows(LlamaConfig config) {
    return Math.max(16, LOGIT_BYTES / Float.BYTES / config.vocab());
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
