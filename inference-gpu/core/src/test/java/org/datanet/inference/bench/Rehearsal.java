package org.datanet.inference.bench;

import java.util.List;

/// One call of which it is known what it has to answer.
///
/// @param text the answer of a call that ran alone
record Rehearsal(int[] prompt, int adapter, String text) {

  static final int TOKENS = 24;

  /// Whether an answer is right: all of it, or as far as it came.
  boolean allows(List<String> pieces, boolean whole) {
    String answer = String.join("", pieces);
    return whole ? text.equals(answer) : text.startsWith(answer);
  }
}
