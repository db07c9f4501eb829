package org.datanet.inference.engine;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.datanet.inference.model.LoraAdapter;
import org.datanet.inference.model.StepBatch;

/// A decoder of bytes that goes on with a script after the last `>` of the prompt. What it has read
/// it knows only through the cache slots it is given, so wrong paging shows as wrong text. An
/// adapter adds its alpha to each letter. A gate, when set, lets one step pass per permit.
public final class ScriptedDecoder implements Decoder, Vocabulary {

  static final int END = 256;
  private static final int BEGIN = 257;

  private final byte[] script;
  private final int contextTokens;
  private final int[] cache = new int[1 << 16];
  private final double[] slab = new double[64];
  private volatile Semaphore gate = new Semaphore(Integer.MAX_VALUE);
  private volatile boolean broken;
  final AtomicInteger attached = new AtomicInteger();
  final AtomicInteger largestBatch = new AtomicInteger();
  final AtomicInteger steps = new AtomicInteger();

  public ScriptedDecoder(String script, int contextTokens) {
    this.script = script.getBytes(StandardCharsets.UTF_8);
    this.contextTokens = contextTokens;
  }

  public Semaphore gated() {
    gate = new Semaphore(0);
    return gate;
  }

  public void open() {
    Semaphore closed = gate;
    gate = new Semaphore(Integer.MAX_VALUE);
    closed.drainPermits();
    closed.release(1_000_000);
  }

  public void breakDown(boolean nowBroken) {
    broken = nowBroken;
  }

  @Override
  public int contextTokens() {
    return contextTokens;
  }

  @Override
  public float[][] step(StepBatch batch, int rank) {
    gate.acquireUninterruptibly();
    steps.incrementAndGet();
    if (broken) {
      throw new IllegalStateException("broken on purpose");
    }
    largestBatch.accumulateAndGet(batch.ids().length, Math::max);
    for (int r = 0; r < batch.ids().length; r++) {
      for (int t = 0; t < batch.ids()[r].length; t++) {
        cache[batch.writeSlots()[r][t]] = batch.ids()[r][t];
      }
    }
    float[][] logits = new float[batch.ids().length][258];
    for (int r = 0; r < logits.length; r++) {
      logits[r][next(batch, r, rank)] = 10;
    }
    return logits;
  }

  private int next(StepBatch batch, int row, int rank) {
    int last = batch.positions()[row][batch.lastIndex()[row]];
    int mark = last;
    while (mark > 0 && cache[batch.readSlots()[row][mark]] != '>') {
      mark--;
    }
    int at = last - mark;
    if (at >= script.length) {
      return END;
    }
    int value = script[at] & 0xff;
    return Character.isLetter(value) && value < 128
        ? value + (rank == 0 ? 0 : (int) slab[batch.slabRow()[row]])
        : value;
  }

  @Override
  public void attach(int rank, int slabRow, Optional<LoraAdapter> adapter) {
    attached.incrementAndGet();
    slab[slabRow] = adapter.map(LoraAdapter::alpha).orElse(0.0);
  }

  @Override
  public int[] encode(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    int[] ids = new int[bytes.length + 1];
    ids[0] = BEGIN;
    for (int i = 0; i < bytes.length; i++) {
      ids[i + 1] = bytes[i] & 0xff;
    }
    return ids;
  }

  @Override
  public String decode(int[] ids) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int id : ids) {
      if (id < 256) {
        bytes.write(id);
      }
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Override
  public int endId() {
    return END;
  }

  @Override
  public int size() {
    return 258;
  }

  @Override
  public byte[] bytes(int id) {
    return id < 256 ? new byte[] {(byte) id} : new byte[0];
  }

  @Override
  public void close() {}
}
