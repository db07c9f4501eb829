/// How much each training record moved the model towards an answer: scores from stored gradients.
///
/// # Terms
///
/// The *features* of a training example are the gradient of its loss (nats) with respect to the
/// trained parameters at a checkpoint, cut into named *layers*, each either whole or randomly
/// projected to fewer values. The *query* is the gradient of the answer's loss at the same
/// checkpoint, brought into the same form by
/// [org.datanet.attribution.influence.FeatureLayout#features]. A score above zero says that
/// training on the example lowered the answer's loss. Sums run in a fixed order, in double
/// precision, so the same input gives the same bits with any number of threads.
///
/// | scorer | score of row `i` for the query `v` | source |
/// |---|---|---|
/// | `DataInf` | sum over layers of `h . g_i`, `h = 1/(n λ) sum_j (v - (v . g_j)/(λ + |g_j|^2) g_j)`, `λ = mean(g^2)/10` of the layer | Kwon, Wu, Wu, Zou: DataInf, ICLR 2024 |
/// | `TracIn` | sum over checkpoints of learning rate times `v . g_i` | Pruthi, Liu, Kale, Sundararajan: TracIn, NeurIPS 2020 |
/// | `Trak` | mean over checkpoints of `v (F'F + λ)^-1 f_i`, times the mean residual of `i` | Park, Georgiev, Ilyas, Leclerc, Madry: TRAK, ICML 2023 |
/// | `InfluenceFunction` | `v (H + λ)^-1 g_i`, with the Hessian or the empirical Fisher matrix of each layer | Koh, Liang: Understanding Black-box Predictions via Influence Functions, ICML 2017 |
///
/// # File of features, version 1
///
/// Written once: under another name, then renamed. Little-endian; ids big-endian. The same rows in
/// the same order give the same bytes.
///
/// | bytes | content |
/// |---|---|
/// | 0-7 | magic `DNGRADFT` |
/// | 8-11 | format version, 1 |
/// | 12-15 | bytes of the header, H |
/// | 16-19 | element type: 1 = IEEE 754 binary32 |
/// | 20-23 | layers |
/// | 24-31 | rows, n |
/// | 32-39 | seed of the projection; without meaning when no layer is projected |
/// | 40-71 | fingerprint of model and adapter, SHA-256 |
/// | 72-103 | SHA-256 of the payload |
/// | then, each layer | inputs (4), values (4), bytes of the name (4), name in UTF-8; a layer is projected when it has fewer values than inputs |
/// | H-4 | CRC32C of the header's other bytes |
/// | H | payload: n rows of d values, d the sum over layers; then n times id of the record (16) and residual (binary32) |
/// | end | CRC32C of each 64 KiB of payload, 4 bytes each |
///
/// # Projection
///
/// Layer `l` (from 0) with `m` inputs `x` becomes `k` values `y_o = sum_i s(o, i) x_i / sqrt(k)`,
/// signs `s` of plus or minus one (Achlioptas: Database-friendly random projections, JCSS 2003).
/// The sign is plus where bit `i mod 64` of `mix(stream + G (o 2^32 + floor(i / 64)))` is 1, with
/// `stream = mix(seed + G (l + 1))`, `G = 0x9E3779B97F4A7C15` and the 64-bit `mix` of
/// SplittableRandom (Steele, Lea, Flood, OOPSLA 2014; Stafford's variant 13), so no matrix is
/// stored.
@NullMarked
package org.datanet.attribution.influence;

import org.jspecify.annotations.NullMarked;
