package org.datanet.devstack.chain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// The number of the newest block that was seen, as decimal digits in a file of its own; 0 when
/// none was.
record ChainHead(Path file) {

  void write(long block) throws IOException {
    Path beside = file.resolveSibling(file.getFileName() + ".new");
    Files.writeString(beside, Long.toString(block));
    Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  long read() throws IOException {
    return Files.exists(file) ? Long.parseLong(Files.readString(file)) : 0;
  }
}
