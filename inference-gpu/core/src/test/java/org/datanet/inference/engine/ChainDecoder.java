package org.datanet.inference.engine;

import java.util.Optional;
import org.datanet.inference.model.LoraAdapter;
import org.datanet.inference.model.StepBatch;

/// A decoder whose cache slots hold a digest of the adapter and of all tokens up to there, computed
/// from the digest in the slot before; the next token is drawn from it. A page that belongs to
/// another text, another adapter or another moment gives other tokens.
final class ChainDecoder implements Decoder, Vocabulary {

  private static final int WORDS = 50;

  private final int contextTokens;
  private final long[] cache;
  private final long[] slab = new long[64];
  private volatile int failingEvery = Integer.MAX_VALUE;
  private int steps;
  volatile long tokensRead;

  ChainDecoder(int contextTokens, int cacheTokens) {
    this.contextTokens = contextTokens;
    this.cache = new long[cacheTokens];
  }

  void failEvery(int steps) {
    failingEvery = steps;
  }

  /// The tokens this decoder generates alone.
  static String alone(int[] prompt, int adapter, int count) {
    long digest = 0;
    for (int id : prompt) {
      digest = mix(digest, id, adapter);
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      int next = word(digest);
      text.append((char) ('0' + next));
      digest = mix(digest, next, adapter);
    }
    return text.toString();
  }

  private static long mix(long digest, int id, long adapter) {
    return (digest * 31 + id * 1_000_003L + adapter + 17) * 0x9E3779B97F4A7C15L;
  }

  private static int word(long digest) {
    return (int) Math.floorMod(digest >>> 16, (long) WORDS);
  }

  @Override
  public int contextTokens() {
    return contextTokens;
  }

  @Override
  public float[][] step(StepBatch batch, int rank) {
    float[][] logits = new float[batch.ids().length][WORDS];
    for (int r = 0; r < logits.length; r++) {
      long adapter = rank == 0 ? 0 : slab[batch.slabRow()[r]];
      for (int t = 0; t <= batch.lastIndex()[r]; t++) {
        int at = batch.positions()[r][t];
        long before = at == 0 ? 0 : cache[batch.readSlots()[r][at - 1]];
        long digest = mix(before, batch.ids()[r][t], adapter);
        cache[batch.writeSlots()[r][t]] = digest;
        logits[r] = new float[WORDS];
        logits[r][word(digest)] = 1;
        tokensRead++;
      }
    }
    cache[0] = -1;
    if (++steps % failingEvery == 0) {
      throw new OutOfMemoryError("on purpose");
    }
    return logits;
  }

  @Override
  public void attach(int rank, int slabRow, Optional<LoraAdapter> adapter) {
    slab[slabRow] = adapter.map(a -> (long) a.alpha()).orElse(0L);
  }

  @Override
  public int[] encode(String text) {
    return text.chars().map(c -> c - '0').toArray();
  }

  @Override
  public String decode(int[] ids) {
    StringBuilder text = new StringBuilder();
    for (int id : ids) {
      text.append((char) ('0' + id));
    }
    return text.toString();
  }

  @Override
  public int endId() {
    return -1;
  }

  @Override
  public int size() {
    return WORDS;
  }

  @Override
  public byte[] bytes(int id) {
    return new byte[] {(byte) ('0' + id)};
  }

  @Override
  public void close() {}
}
