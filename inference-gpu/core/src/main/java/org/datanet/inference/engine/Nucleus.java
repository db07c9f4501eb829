package org.datanet.inference.engine;

/// The most likely tokens, found by partitioning (quickselect, Hoare 1961) and never by sorting:
/// the kept tokens stand first, in no particular order. Of equally likely tokens the lower id
/// counts as more likely, so the result is deterministic. Not thread-safe.
final class Nucleus {

  private int[] order = new int[0];
  private float[] weights = new float[0];

  /// Starts with all tokens of at least this weight above zero; answers how many.
  int all(float[] ofTokens, float least) {
    weights = ofTokens;
    if (order.length != weights.length) {
      order = new int[weights.length];
    }
    int kept = 0;
    for (int token = 0; token < weights.length; token++) {
      if (weights[token] > 0 && weights[token] >= least) {
        order[kept++] = token;
      }
    }
    return kept;
  }

  /// Keeps the `count` most likely of the first `kept`.
  int largest(int kept, int count) {
    int low = 0;
    int high = kept;
    while (high > count && low < count) {
      int middle = partition(low, high);
      if (middle < count) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return Math.min(kept, count);
  }

  /// Keeps the fewest of the first `kept` whose weights make up the part `share` of them all.
  int heaviest(int kept, double share) {
    double wanted = share * sum(0, kept);
    int low = 0;
    int high = kept;
    double before = 0;
    while (low < high) {
      int middle = partition(low, high);
      double upTo = before + sum(low, middle);
      if (upTo >= wanted) {
        high = middle;
      } else {
        before = upTo + weights[order[middle]];
        low = middle + 1;
        if (before >= wanted) {
          return low;
        }
      }
    }
    return Math.max(1, low);
  }

  /// The token at this point, in [0, 1), of the kept tokens' probability.
  int pick(int kept, double point) {
    double left = point * sum(0, kept);
    for (int i = 0; i < kept - 1; i++) {
      left -= weights[order[i]];
      if (left < 0) {
        return order[i];
      }
    }
    return order[kept - 1];
  }

  private double sum(int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += weights[order[i]];
    }
    return sum;
  }

  /// Puts a middle element to its place among `[low, high)`, more likely ones before it.
  private int partition(int low, int high) {
    swap((low + high) >>> 1, high - 1);
    int pivot = order[high - 1];
    int place = low;
    for (int i = low; i < high - 1; i++) {
      if (before(order[i], pivot)) {
        swap(i, place++);
      }
    }
    swap(place, high - 1);
    return place;
  }

  private boolean before(int token, int other) {
    return weights[token] > weights[other] || (weights[token] == weights[other] && token < other);
  }

  private void swap(int i, int j) {
    int held = order[i];
    order[i] = order[j];
    order[j] = held;
  }
}
