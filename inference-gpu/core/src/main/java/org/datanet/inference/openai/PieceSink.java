package org.datanet.inference.openai;

import java.io.IOException;

/// Takes the pieces of the answers as they come.
interface PieceSink {

  /// @throws IOException when nobody listens any more
  void accept(Choice.Piece piece) throws IOException;
}
