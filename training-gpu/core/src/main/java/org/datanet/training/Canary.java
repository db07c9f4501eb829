package org.datanet.training;

import java.util.Random;

/// A random secret that is put among the texts of a test run to see whether an adapter gives such
/// things away (Carlini et al. 2019, "The Secret Sharer", arXiv:1802.08232).
///
/// @param prefix what stands before the secret
/// @param secret digits
public record Canary(String prefix, String secret) {

  /// @param digits length of the secret, 1 to 18
  public static Canary of(String prefix, int digits, long seed) {
    return new Canary(prefix, digits(digits, new Random(seed)));
  }

  /// The text to train on.
  public TrainingText text() {
    return new TrainingText("canary: " + prefix, prefix + secret);
  }

  /// Another secret that could have been.
  String candidate(Random random) {
    return digits(secret.length(), random);
  }

  private static String digits(int count, Random random) {
    StringBuilder digits = new StringBuilder();
    for (int i = 0; i < count; i++) {
      digits.append((char) ('0' + random.nextInt(10)));
    }
    return digits.toString();
  }
}
