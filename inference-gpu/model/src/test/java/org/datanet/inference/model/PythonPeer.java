package org.datanet.inference.model;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/// Another engine in a Python process, which a program beside this class lets answer line by line.
final class PythonPeer implements AutoCloseable {

  private final Process process;
  private final BufferedReader answers;
  private final Writer questions;

  private PythonPeer(Process process) {
    this.process = process;
    this.answers = process.inputReader(StandardCharsets.UTF_8);
    this.questions = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
  }

  /// Starts the peer; it has its model and adapters ready when this returns.
  ///
  /// @param program `peer.py`, which makes them in the folder, or `peer_vllm.py`
  static PythonPeer start(
      String python, String program, Path folder, int threads, int adapters, int rank)
      throws IOException {
    Path file = folder.resolve(program);
    try (InputStream content = PythonPeer.class.getResourceAsStream(program)) {
      Files.copy(Objects.requireNonNull(content), file);
    }
    String[] command = {
      python, file.toString(), folder.toString(), "" + threads, "" + adapters, "" + rank
    };
    PythonPeer started =
        new PythonPeer(
            new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
    String ready = started.answers.readLine();
    if (ready == null || !ready.startsWith("ready")) {
      throw new IOException("the Python peer did not start: " + ready);
    }
    return started;
  }

  /// Milliseconds of each repetition.
  double[] run(String kind, Precision precision, int... numbers) throws IOException {
    String arguments = Arrays.stream(numbers).mapToObj(n -> " " + n).collect(Collectors.joining());
    questions.write(kind + " " + precision.name().toLowerCase(Locale.ROOT) + arguments + "\n");
    questions.flush();
    String answer = answers.readLine();
    if (answer == null) {
      throw new IOException("the Python peer ended during " + kind + arguments);
    }
    return Arrays.stream(answer.split(" ")).mapToDouble(Double::parseDouble).toArray();
  }

  @Override
  public void close() {
    process.destroy();
  }
}
