package org.datanet.inference;

import org.datanet.kernel.DatanetId;

/// A wish to put passages found in a Datanet before the prompt.
///
/// @param passages how many at most, 1 to [#MAX_PASSAGES]
public record RetrievalRequest(DatanetId datanetId, int passages) {

  public static final int MAX_PASSAGES = 8;

  public RetrievalRequest {
    if (passages < 1 || passages > MAX_PASSAGES) {
      throw new IllegalArgumentException("passages must be 1 to " + MAX_PASSAGES);
    }
  }
}
