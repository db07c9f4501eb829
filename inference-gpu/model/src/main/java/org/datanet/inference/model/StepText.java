package org.datanet.inference.model;

/// The serving half of the script: `step` runs new tokens over the paged cache, `packed` and
/// `dense` bring weights into the form `step` takes ([StepWeights]), `window` and `pick` choose
/// rows of the adapters' tables ([AdapterSlab]).
///
/// Measured on two Zen 5 cores, 135M shape, microseconds a product of gate and up (3072 x 576), by
/// tokens in the step: 32-bit floats 458 / 1056 / 2649 for 1 / 8 / 128 tokens as stored, 212 / 318
/// / 1096 reordered once by oneDNN; bfloat16 250 / 292 / 670 as stored, 114 / 163 / 577 reordered;
/// 8-bit weights (`_weight_int8pack_mm`) 122 / 244 / –. So weights are reordered when loaded, q/k/v
/// and gate/up are one product each, and libtorch's 8-bit product is not used. An adapter's B is
/// kept as `[r, out]`: 158 instead of 368 microseconds for 32 rows.
final class StepText {

  private static final String FUNCTIONS =
      """
        def dense(self: __torch__.K,
          parts: List[Tensor],
          d: int) -> Tensor:
          w = parts[0]
          if torch.gt(torch.len(parts), 1):
            w = torch.cat(parts)
          return torch.to(w, d)
        def packed(self: __torch__.K,
          parts: List[Tensor],
          d: int) -> Tensor:
          return $PACK((self).dense(parts, d))
        def zeros16(self: __torch__.K,
          shape: List[int]) -> Tensor:
          return torch.zeros(shape, dtype=15, layout=0, device=torch.device("cpu"), pin_memory=False)
        def window(self: __torch__.K,
          tables: List[Tensor],
          start: int,
          n: int) -> List[Tensor]:
          o = annotate(List[Tensor], [])
          for i in range(torch.len(tables)):
            _0 = torch.append(o, torch.narrow(tables[i], 0, start, n))
          return o
        def pick(self: __torch__.K,
          tables: List[Tensor],
          rows: Tensor) -> List[Tensor]:
          o = annotate(List[Tensor], [])
          for i in range(torch.len(tables)):
            _0 = torch.append(o, torch.index_select(tables[i], 0, rows))
          return o
        def inner(self: __torch__.K,
          x: Tensor,
          a: Tensor) -> Tensor:
          t = torch.reshape(torch.to(x, 6), [torch.size(a, 0), -1, torch.size(a, 2)])
          return torch.bmm(a, torch.transpose(t, 1, 2))
        def outer(self: __torch__.K,
          u: Tensor,
          b: Tensor,
          n: int) -> Tensor:
          g = torch.size(b, 0)
          r = torch.floordiv(torch.size(b, 1), n)
          m = torch.size(u, 2)
          v = torch.reshape(u, [torch.mul(g, n), r, m])
          d = torch.bmm(torch.transpose(v, 1, 2), torch.reshape(b, [torch.mul(g, n), r, torch.size(b, 2)]))
          w = torch.transpose(torch.reshape(d, [g, n, m, torch.size(b, 2)]), 1, 2)
          return torch.reshape(w, [g, m, torch.mul(n, torch.size(b, 2))])
        def headnorms(self: __torch__.K,
          x: Tensor,
          q: Tensor,
          k: Tensor) -> Tensor:
          return torch.cat([(self).norm(torch.narrow(x, 2, 0, $HEADS), q), (self).norm(torch.narrow(x, 2, $HEADS, $KV), k)], 2)
        def together(self: __torch__.K,
          q: Tensor,
          kc: Tensor,
          vc: Tensor,
          rf: Tensor,
          mask: Tensor) -> Tensor:
          n = [torch.size(q, 0), -1, $KV, $HEAD_DIM]
          k = torch.transpose(torch.reshape(torch.index_select(kc, 0, rf), n), 1, 2)
          v = torch.transpose(torch.reshape(torch.index_select(vc, 0, rf), n), 1, 2)
          return torch.scaled_dot_product_attention(q, k, v, mask)
        def alone(self: __torch__.K,
          q: Tensor,
          k: Tensor,
          v: Tensor,
          mask: Tensor,
          masked: bool) -> Tensor:
          kt = torch.unsqueeze(torch.transpose(k, 0, 1), 0)
          vt = torch.unsqueeze(torch.transpose(v, 0, 1), 0)
          a = q
          if masked:
            a = torch.scaled_dot_product_attention(q, kt, vt, torch.narrow(mask, 3, 0, torch.size(k, 0)))
          else:
            a = torch.scaled_dot_product_attention(q, kt, vt)
          return a
        def apart(self: __torch__.K,
          q: Tensor,
          kc: Tensor,
          vc: Tensor,
          read: Tensor,
          spans: List[int],
          mask: Tensor) -> Tensor:
          masked = $ALWAYS_MASKED
          if torch.gt(torch.size(q, 2), $GROUP):
            masked = True
          o = annotate(List[Tensor], [])
          for i in range(torch.size(q, 0)):
            s = spans[torch.mul(i, 2)]
            n = spans[torch.add(torch.mul(i, 2), 1)]
            k = kc
            v = vc
            if torch.ge(s, 0):
              k = torch.narrow(kc, 0, s, n)
              v = torch.narrow(vc, 0, s, n)
            else:
              slots = torch.narrow(torch.select(read, 0, i), 0, 0, n)
              k = torch.index_select(kc, 0, slots)
              v = torch.index_select(vc, 0, slots)
            _0 = torch.append(o, (self).alone(torch.narrow(q, 0, i, 1), k, v, torch.narrow(mask, 0, i, 1), masked))
          return torch.cat(o)
        def plus(self: __torch__.K,
          y: Tensor,
          d: Tensor) -> Tensor:
          return torch.add_(y, torch.to(torch.reshape(d, torch.size(y)), y))
      """;

  private static final String STEP =
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
          spans: List[int],
          last: Tensor) -> Tensor:
          B = torch.size(ids, 0)
          T = torch.size(ids, 1)
          S = torch.size(read, 1)
          lora = torch.gt(torch.len(ab), 0)
          x = torch.embedding(W[0], ids)
          pf = torch.reshape(pos, [-1])
          c = torch.to(torch.reshape(torch.index_select(R[0], 0, pf), [B, T, 1, $HEAD_DIM]), x)
          s = torch.to(torch.reshape(torch.index_select(R[1], 0, pf), [B, T, 1, $HEAD_DIM]), x)
          kp = torch.arange(S, dtype=4, layout=0, device=ops.prim.device(ids), pin_memory=False)
          at = torch.reshape(kp, [1, 1, S])
          ok = torch.le(at, torch.unsqueeze(pos, 2))
          rf = torch.reshape(read, [-1])
      $MASKS
          for l in range($LAYERS):
            o = torch.add(3, torch.mul(l, $STRIDE))
            e = torch.mul(l, 9)
      $MASK_OF_LAYER
            h = (self).norm(x, W[o])
            f = $PRODUCT0(h)
            if lora:
              u = (self).inner(h, ab[e])
              r = torch.floordiv(torch.size(u, 1), 3)
              dq = (self).outer(torch.narrow(u, 1, 0, r), ab[torch.add(e, 1)], 1)
              dkv = (self).outer(torch.narrow(u, 1, r, torch.mul(r, 2)), ab[torch.add(e, 2)], 2)
              _0 = (self).plus(f, torch.cat([dq, dkv], 2))
            qk = (self).rot($QUERIES_AND_KEYS, c, s)
            q = torch.reshape(torch.narrow(qk, 2, 0, $HEADS), [B, T, $KV, $GROUP, $HEAD_DIM])
            q2 = torch.reshape(torch.permute(q, [0, 2, 3, 1, 4]), [B, $KV, torch.mul($GROUP, T), $HEAD_DIM])
            kc = KC[l]
            vc = VC[l]
            _k = torch.index_copy_(kc, 0, write, torch.reshape(torch.narrow(qk, 2, $HEADS, $KV), [-1, $KV, $HEAD_DIM]))
            _v = torch.index_copy_(vc, 0, write, torch.reshape(torch.narrow(f, 2, $BOTH, $KEYS), [-1, $KV, $HEAD_DIM]))
            if torch.eq(torch.len(spans), 0):
              a = (self).together(q2, kc, vc, rf, mask)
            else:
              a = (self).apart(q2, kc, vc, read, spans, mask)
            a2 = torch.reshape(torch.permute(torch.view(a, [B, $KV, $GROUP, T, $HEAD_DIM]), [0, 3, 1, 2, 4]), [B, T, $QUERIES])
            y = $PRODUCT1(a2)
            if lora:
              _1 = (self).plus(y, (self).outer((self).inner(a2, ab[torch.add(e, 3)]), ab[torch.add(e, 4)], 1))
            x1 = torch.add(x, y)
            h2 = (self).norm(x1, W[torch.add(o, 1)])
            gu = $PRODUCT2(h2)
            if lora:
              _2 = (self).plus(gu, (self).outer((self).inner(h2, ab[torch.add(e, 5)]), ab[torch.add(e, 6)], 2))
            p = torch.chunk(gu, 2, -1)
            g = torch.mul(torch.silu(p[0]), p[1])
            z = $PRODUCT3(g)
            if lora:
              _3 = (self).plus(z, (self).outer((self).inner(g, ab[torch.add(e, 7)]), ab[torch.add(e, 8)], 1))
            x = torch.add(x1, z)
          n = (self).norm(torch.index_select(torch.reshape(x, [-1, $HIDDEN]), 0, last), W[1])
          return torch.to($LINEAR(n, W[2], None$END), 6)
      """;

  private static final String ONEDNN_END = ", \"none\", annotate(List[Optional[number]], []), None";

  private StepText() {}

  /// @param reordered whether weights are reordered once by oneDNN; else products take them as they
  ///   are
  static String of(LlamaConfig config, boolean reordered) {
    String text = FUNCTIONS + STEP;
    for (int i = 0; i < StepWeights.GROUPS.size(); i++) {
      text = text.replaceAll("\\$PRODUCT" + i + "\\((\\w+)\\)", product(config, i));
    }
    int queries = config.heads() * config.headDim();
    int keys = config.kvHeads() * config.headDim();
    return text.replace("$PACK", reordered ? "ops.mkldnn._reorder_linear_weight" : "")
        .replace("$LINEAR", reordered ? "ops.mkldnn._linear_pointwise" : "torch.linear")
        .replace("$END", reordered ? ONEDNN_END : "")
        .replace("$ALWAYS_MASKED", config.attention().window() > 0 ? "True" : "False")
        .replace("$STRIDE", String.valueOf(StepWeights.perLayer(config)))
        .replace("$QUERIES_AND_KEYS", queriesAndKeys(config))
        .replace("$BOTH", String.valueOf(queries + keys))
        .replace("$KEYS", String.valueOf(keys));
  }

  private static String product(LlamaConfig config, int group) {
    String bias =
        StepWeights.biased(config, group)
            ? "W[torch.add(o, %d)]".formatted(StepWeights.bias(config, group))
            : "None";
    return "\\$LINEAR(\\$1, W[torch.add(o, %d)], %s\\$END)"
        .formatted(StepWeights.matrix(group), bias)
        .replace("\\$1", "$1");
  }

  private static String queriesAndKeys(LlamaConfig config) {
    String joint =
        "torch.reshape(torch.narrow(f, 2, 0, $BOTH), [B, T, %d, $HEAD_DIM])"
            .formatted(config.heads() + config.kvHeads());
    if (!config.attention().headNorm()) {
      return joint;
    }
    return "(self).headnorms(%s, W[torch.add(o, %d)], W[torch.add(o, %d)])"
        .formatted(joint, StepWeights.headNorm(config), StepWeights.headNorm(config) + 1);
  }
}
