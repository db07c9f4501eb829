/// From an answer to shares, method `spans-v1`:
///
/// 1. Longest match at each word of the answer over all indexes of the adapter's snapshot; maximal
///    spans of at least `minWords` words.
/// 2. A span weighs the surprisal of its words under the unigram model of the snapshot, in
///    thousandths of a bit; copies do not count for the model. A span that stands in more than
///    `maxSources` clusters or belongs to more than `maxContributors` contributors is boilerplate
///    and weighs nothing; one lighter than `minMillibits` is dropped.
/// 3. The record accepted first of those that hold the span takes all of it, by the platform's
///    time: whoever hands in a text later, be it a part of it within other text or within a new
///    version of an older record, earns nothing with it. Near-duplicate records are one source;
///    when the first of them was erased, the others earn nothing. Records accepted at the same
///    instant split equally, first by contributor, then within a contributor.
/// 4. Each word is credited once. A span of at least `priorityWords` words beats a shorter one; of
///    two such the one accepted first wins, else the heavier. Within a span, parts of that length
///    that were accepted earlier are found as spans of their own: sewing old texts together pays
///    nothing, and the words of those that are boilerplate are nobody's. The share is the credited
///    weight over the weight of all words of the answer; the rest stays unattributed.
/// 5. Words that the snapshot does not explain are matched in the same way with the passages
///    retrieved for the call. A contributor's share above a cap becomes unattributed.
/// 6. Integer parts per million by largest remainder over records; a contributor's share is the sum
///    of their records'.
///
/// A match shows overlap, not cause, and paraphrase is invisible. No floating point is used: the
/// same input gives the same integers on every machine.
@NullMarked
package org.datanet.attribution.shares;

import org.jspecify.annotations.NullMarked;
