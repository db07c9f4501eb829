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

/// Hugging Face and PEFT in a process of their own, which `peer.py` lets answer line by line.
final class PeftProcess implements AutoCloseable {

  private final Process process;
  private final BufferedReader answers;
  private final Writer questions;

  private PeftProcess(Process process) {
    this.process = process;
    this.answers = process.inputReader(StandardCharsets.UTF_8);
    this.questions = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
  }

  /// Starts the peer; it has made its model and adapters in the folder when this returns.
  static PeftProcess start(String python, Path folder, int threads, int adapters, int rank)
      throws IOException {
    Path program = folder.resolve("peer.py");
    copy("peer.py", program);
    copy("/llama-tiny/tokenizer.json", folder.resolve("tokenizer.json"));
    String[] command = {
      python, program.toString(), folder.toString(), "" + threads, "" + adapters, "" + rank
    };
    PeftProcess started =
        new PeftProcess(
            new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
    String ready = started.answers.readLine();
    if (ready == null || !ready.startsWith("ready")) {
      throw new IOException("the Python peer did not start: " + ready);
    }
    return started;
  }

  private static void copy(String resource, Path to) throws IOException {
    try (InputStream content = PeftProcess.class.getResourceAsStream(resource)) {
      Files.copy(Objects.requireNonNull(content), to);
    }
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
