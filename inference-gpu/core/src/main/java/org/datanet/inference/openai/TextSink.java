package org.datanet.inference.openai;

import java.io.IOException;

/// Takes the pieces of an answer as they come.
interface TextSink {

  /// @throws IOException when nobody listens any more
  void accept(String piece) throws IOException;
}
