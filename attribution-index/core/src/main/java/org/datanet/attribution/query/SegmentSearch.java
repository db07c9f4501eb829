package org.datanet.attribution.query;

import org.datanet.attribution.index.Segment;

/// Binary searches for the words of one text in the suffix array of one segment, several at a time.
///
/// A search narrows a range of ranks in two phases. First the samples, the next two tokens of every
/// 32nd rank, are searched: one load a step from a table 1/32 as long as the suffix array. The at
/// most 31 ranks left between two samples (more only where samples are equal) are then compared
/// with the text: their places lie in one or two cache lines, so a step costs one miss. Up to
/// [#LANES] searches take their steps in turn, without branches that depend on what is loaded in
/// the first phase, so that the processor has that many misses under way instead of one (group
/// prefetching: Chen, Ailamaki, Gibbons, Mowry, ICDE 2004; Psaropoulos et al., VLDB 2017).
///
/// For one thread; allocates only when made.
final class SegmentSearch {

  /// Most searches taken side by side.
  static final int LANES = 16;

  private static final int STEP = Segment.RANK_STEP;

  private final Segment segment;
  private final int width;
  private final int[] ids;
  private final int[] from; // the words of the text looked for
  private final int[] to;
  private final boolean[] after;
  private final int[] low; // the suffix of this rank is before the bound that is looked for
  private final int[] high; // the suffix of this rank is not
  private final int[] lowMatch; // words in common with the text; -1: not compared
  private final int[] highMatch;
  private final int[] sampleLow;
  private final int[] sampleHigh;
  private final int[] sampleEnd;
  private final long[] key;
  private final long[] endKey;
  private final int[] place;
  private final int[] token;
  private int lanes;

  /// @param ids of the words that are searched for; 0 or less for words that do not occur
  SegmentSearch(Segment segment, int[] ids) {
    this.segment = segment;
    this.ids = ids;
    width = segment.tokenBits();
    int most = Math.min(LANES, Math.max(2, ids.length));
    from = new int[most];
    to = new int[most];
    after = new boolean[most];
    low = new int[most];
    high = new int[most];
    lowMatch = new int[most];
    highMatch = new int[most];
    sampleLow = new int[most];
    sampleHigh = new int[most];
    sampleEnd = new int[most];
    key = new long[most];
    endKey = new long[most];
    place = new int[most];
    token = new int[most];
  }

  /// Writes for each word how many words from there on stand together in some record of the
  /// segment; `matches` keeps what is more.
  void longestMatches(int[] matches) {
    int known = ids.length; // the end of the known words that hold the word at hand
    for (int end = ids.length; end > 0; end -= lanes) {
      lanes = 0;
      while (lanes < Math.min(from.length, end)) {
        int word = end - 1 - lanes;
        known = ids[word] > 0 ? known : word;
        open(word, known, false);
      }
      run();
      for (int lane = 0; lane < lanes; lane++) {
        int match = Math.max(matchAt(lane, low[lane]), matchAt(lane, high[lane]));
        matches[from[lane]] = Math.max(matches[from[lane]], match);
      }
    }
  }

  private int matchAt(int lane, int rank) {
    int known = rank == low[lane] ? lowMatch[lane] : highMatch[lane];
    return known >= 0 ? known : match(lane, segment.suffix(rank), 1);
  }

  /// The ranks of the suffixes that start with the words from `first` to `last` (exclusive): the
  /// first rank in the upper half of the result, the end of the ranks in the lower half.
  long ranks(int first, int last) {
    for (int word = first; word < last; word++) {
      if (ids[word] <= 0) {
        return 0;
      }
    }
    lanes = 0;
    open(first, last, false);
    open(first, last, true);
    run();
    return (long) high[0] << 32 | high[1];
  }

  /// Begins a search for the first suffix that is not before the words, or that is beyond
  /// (`beyond`) all that start with them.
  private void open(int first, int last, boolean beyond) {
    int lane = lanes++;
    from[lane] = first;
    to[lane] = last;
    after[lane] = beyond;
    low[lane] = first == last ? -1 : segment.firstRank(ids[first]) - 1;
    high[lane] = first == last ? 0 : segment.firstRank(ids[first] + 1);
    lowMatch[lane] = 0;
    highMatch[lane] = 0;
    if (last - first == 1) {
      low[lane] = beyond ? high[lane] - 1 : low[lane];
      high[lane] = low[lane] + 1;
      highMatch[lane] = 1;
    }
    long second = last - first > 1 ? ids[first + 1] : 0;
    long third = last - first > 2 ? ids[first + 2] : 0;
    long step = !beyond || last - first > 3 ? 0 : last - first > 2 ? 1 : 1L << width;
    key[lane] = (second << width | third) + step;
    endKey[lane] = key[lane] + (last - first > 3 ? 1 : 0);
    sampleLow[lane] = Math.floorDiv(low[lane], STEP) + 1;
    sampleEnd[lane] = Math.max(sampleLow[lane], (high[lane] + STEP - 1) / STEP);
    sampleHigh[lane] = sampleEnd[lane];
  }

  private void run() {
    searchSamples();
    for (int lane = 0; lane < lanes; lane++) {
      lower(lane, sampleLow[lane]);
      sampleHigh[lane] = key[lane] == endKey[lane] ? sampleLow[lane] : sampleEnd[lane];
      key[lane] = endKey[lane];
    }
    searchSamples();
    for (int lane = 0; lane < lanes; lane++) {
      upper(lane, sampleLow[lane]);
    }
    searchText();
  }

  /// All suffixes of the samples before `sample` are before the bound.
  private void lower(int lane, int sample) {
    int rank = (sample - 1) * STEP;
    if (rank > low[lane]) {
      low[lane] = rank;
      lowMatch[lane] = -1;
    }
  }

  /// The suffix of `sample` is not before the bound.
  private void upper(int lane, int sample) {
    if (sample < sampleEnd[lane] && sample * STEP < high[lane]) {
      high[lane] = sample * STEP;
      highMatch[lane] = -1;
    }
  }

  /// Finds in each lane the first sample that is not less than the key.
  private void searchSamples() {
    boolean open = true;
    while (open) {
      open = false;
      for (int lane = 0; lane < lanes; lane++) {
        int least = sampleLow[lane];
        int most = sampleHigh[lane];
        if (least < most) {
          int middle = (least + most) >>> 1;
          int less = (int) (segment.rankSample(middle) - key[lane] >> 63); // -1 or 0
          sampleLow[lane] = least + (middle + 1 - least & less);
          sampleHigh[lane] = middle + (most - middle & less);
          open = true;
        }
      }
    }
  }

  private void searchText() {
    boolean open = true;
    while (open) {
      open = false;
      for (int lane = 0; lane < lanes; lane++) {
        if (high[lane] - low[lane] > 1) {
          place[lane] = segment.suffix((low[lane] + high[lane]) >>> 1);
        }
      }
      for (int lane = 0; lane < lanes; lane++) {
        if (high[lane] - low[lane] > 1) {
          token[lane] = segment.token((long) place[lane] + skip(lane)); // starts the miss
        }
      }
      for (int lane = 0; lane < lanes; lane++) {
        if (high[lane] - low[lane] > 1) {
          compare(lane);
          open = true;
        }
      }
    }
  }

  /// All suffixes between two ranks share with the text what both share with it (Manber, Myers
  /// 1993), and the first word in any case.
  private int skip(int lane) {
    return Math.max(1, Math.min(lowMatch[lane], highMatch[lane]));
  }

  private void compare(int lane) {
    int middle = (low[lane] + high[lane]) >>> 1;
    int skipped = skip(lane);
    int words = to[lane] - from[lane];
    int match = skipped;
    if (skipped < words && token[lane] == ids[from[lane] + skipped]) {
      match = match(lane, place[lane], skipped + 1);
    }
    boolean before =
        match == words
            ? after[lane]
            : segment.token((long) place[lane] + match) < ids[from[lane] + match];
    if (before) {
      low[lane] = middle;
      lowMatch[lane] = match;
    } else {
      high[lane] = middle;
      highMatch[lane] = match;
    }
  }

  /// How many words stand at a place, of which the first `known` are known to do. A sentinel ends
  /// every match, so the walk never leaves the tokens.
  private int match(int lane, int at, int known) {
    int words = to[lane] - from[lane];
    int match = known;
    while (match < words && segment.token((long) at + match) == ids[from[lane] + match]) {
      match++;
    }
    return match;
  }
}
