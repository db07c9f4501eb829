package org.datanet.inference.model;

import java.util.Arrays;
import java.util.StringJoiner;

/// Training as TorchScript source: `grads`/`fullgrads` (loss and gradient inside the script),
/// `losses` (without a gradient) and `adamw`. A flat row holds only the targeted matrices (`how[m]`
/// = 1); the others get rank 0. `how[7]` = 1 computes in bfloat16 from float32 parameters. The
/// output matrix is never trained beside a frozen base, so `head` gives its gradient in closed
/// form, some rows at a time: no `[tokens, vocab]` tensor lives, and unlabelled tokens cost
/// nothing.
final class GradientText {

  private static final String TRAINING =
      """
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

  private GradientText() {}

  /// The text; what any part of the script needs to know of the model is left to be filled in.
  static String of(LlamaConfig config) {
    return TRAINING
        .replace("$ROWS_LESS_ONE", String.valueOf(headRows(config) - 1))
        .replace("$ROWS", String.valueOf(headRows(config)))
        .replace("$FULL_SIZES", fullSizes(config))
        .replace("$FULL_VIEWS", fullViews(config));
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
      views.add("torch.view(f[%d], %s)".formatted(i++, Arrays.toString(w.shape())));
    }
    return views.toString();
  }
}
