package org.datanet.access.key;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/// Flushes instead of closing, for a stream that belongs to somebody else.
final class Unclosed extends FilterOutputStream {

  Unclosed(OutputStream out) {
    super(out);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    out.write(bytes, offset, length);
  }

  @Override
  public void close() throws IOException {
    flush();
  }
}
