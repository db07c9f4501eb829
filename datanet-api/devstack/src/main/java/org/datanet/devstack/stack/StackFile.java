package org.datanet.devstack.stack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.UnaryOperator;

/// `stack.json`: the state of the stack, replaced as a whole (write beside, rename) so that an
/// interruption leaves the old or the new one. Thread-safe.
public final class StackFile {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final Path path;

  public StackFile(Path path) {
    this.path = path;
  }

  /// The remembered state; empty when there is none, an error when the file cannot be understood.
  public synchronized StackState read() throws IOException {
    if (!Files.exists(path)) {
      return StackState.empty();
    }
    try {
      return JSON.readValue(path.toFile(), StackState.class);
    } catch (JsonProcessingException e) {
      throw new IOException(path + " is damaged; stop the processes by hand and delete it", e);
    }
  }

  public synchronized StackState change(UnaryOperator<StackState> change) throws IOException {
    StackState changed = change.apply(read());
    Path beside = path.resolveSibling(path.getFileName() + ".new");
    JSON.writeValue(beside.toFile(), changed);
    Files.move(beside, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    return changed;
  }
}
