package org.datanet.training;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;

/// PEFT in a process of its own, which makes one step a line.
final class TrainPeer implements AutoCloseable {

  private final Process process;
  private final BufferedReader answers;
  private final Writer questions;

  private TrainPeer(Process process) {
    this.process = process;
    this.answers = process.inputReader(StandardCharsets.UTF_8);
    this.questions = process.outputWriter(StandardCharsets.UTF_8);
  }

  /// Starts the peer; its model lies in the folder when this returns.
  static TrainPeer start(String python, Path folder, int threads, int rank, boolean bf16)
      throws IOException {
    Path program = folder.resolve("train_peer.py");
    try (InputStream content = TrainPeer.class.getResourceAsStream("train_peer.py")) {
      Files.copy(Objects.requireNonNull(content), program);
    }
    String[] command = {
      python, program.toString(), folder.toString(), "" + threads, "" + rank, bf16 ? "bf16" : "f32"
    };
    TrainPeer started =
        new TrainPeer(
            new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
    started.line();
    return started;
  }

  /// Milliseconds, processor milliseconds and loss of one step.
  double[] step(int rows, int length) throws IOException {
    questions.write(rows + " " + length + "\n");
    questions.flush();
    return Arrays.stream(line().split(" ")).mapToDouble(Double::parseDouble).toArray();
  }

  private String line() throws IOException {
    String line = answers.readLine();
    if (line == null) {
      throw new IOException("the Python peer ended; its message stands above");
    }
    return line;
  }

  @Override
  public void close() {
    process.destroy();
  }
}
