package org.datanet.inference.engine;

/// A mean of the last values: the weight of each falls to 1/e in a minute, so that it follows the
/// present load, and holds what was last known when nothing comes. Thread-safe.
final class MovingMean {

  private static final double SECONDS = 60;

  private long lastNanos = System.nanoTime();
  private double weight;
  private double mean;

  synchronized void add(double value) {
    weight = faded() + 1;
    lastNanos = System.nanoTime();
    mean += (value - mean) / weight;
  }

  /// 0 before the first value.
  synchronized double value() {
    return mean;
  }

  /// How many values it rests on, rounded up: at least 1 once there was one.
  synchronized int count() {
    return weight == 0 ? 0 : Math.max(1, (int) Math.ceil(faded()));
  }

  private double faded() {
    return weight * Math.exp((lastNanos - System.nanoTime()) / 1e9 / SECONDS);
  }
}
