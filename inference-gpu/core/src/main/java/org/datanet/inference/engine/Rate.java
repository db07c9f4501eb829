package org.datanet.inference.engine;

/// Events per second, of the last seconds most: each event's weight falls to 1/e in ten seconds.
/// Thread-safe.
final class Rate {

  private static final double SECONDS = 10;

  private final long startNanos = System.nanoTime();
  private long lastNanos = startNanos;
  private double weighted;

  synchronized void add(double events) {
    decay();
    weighted += events;
  }

  synchronized double perSecond() {
    decay();
    double window = SECONDS * -Math.expm1(-seconds(lastNanos - startNanos) / SECONDS);
    return window < 1e-3 ? 0 : weighted / window;
  }

  private void decay() {
    long now = System.nanoTime();
    weighted *= Math.exp(-seconds(now - lastNanos) / SECONDS);
    lastNanos = now;
  }

  private static double seconds(long nanos) {
    return nanos / 1e9;
  }
}
