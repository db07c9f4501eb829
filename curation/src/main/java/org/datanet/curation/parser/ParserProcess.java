package org.datanet.curation.parser;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/// One child process; used by one thread at a time.
final class ParserProcess implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST_ANSWER_BYTES = 256_000_000;

  private final ParserSettings settings;
  private final Process process;
  private final DataOutputStream requests;
  private final DataInputStream answers;

  ParserProcess(ParserSettings settings) throws IOException {
    this.settings = settings;
    process =
        new ProcessBuilder(command(settings))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    requests = new DataOutputStream(new BufferedOutputStream(process.getOutputStream()));
    answers = new DataInputStream(process.getInputStream());
    AtomicBoolean late = new AtomicBoolean();
    try (Deadline _ = new Deadline(settings.startLimit(), late)) {
      answers.readUTF();
    } catch (IOException e) {
      close();
      throw new IOException("the parser's process could not be started; check its class path", e);
    }
  }

  private static List<String> command(ParserSettings settings) {
    return List.of(
        System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
        "-Xmx" + settings.heapMegabytes() + "m",
        "-XX:+ExitOnOutOfMemoryError",
        "-XX:+DisplayVMOutputToStderr",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-Djava.awt.headless=true",
        "-cp",
        settings.classPath(),
        ParserMain.class.getName());
  }

  boolean alive() {
    return process.isAlive();
  }

  ParserOutcome parse(String type, Path file) throws IOException {
    AtomicBoolean late = new AtomicBoolean();
    byte[] answer;
    try (Deadline _ = new Deadline(settings.parseLimit(), late)) {
      requests.writeUTF(type);
      requests.writeUTF(file.toAbsolutePath().toString());
      requests.flush();
      answer = readAnswer();
    } catch (IOException _) {
      return late.get() ? new ParserOutcome.TimedOut() : new ParserOutcome.Died(exitCode());
    }
    return new ParserOutcome.Parsed(JSON.readValue(answer, ParsedFile.class));
  }

  private byte[] readAnswer() throws IOException {
    int length = answers.readInt();
    if (length < 0 || length > MOST_ANSWER_BYTES) {
      throw new IOException("not an answer of a parser");
    }
    byte[] answer = new byte[length];
    answers.readFully(answer);
    return answer;
  }

  private int exitCode() {
    process.destroyForcibly();
    return process.onExit().join().exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  /// Kills the process unless closed in time, which ends the read that waits for it.
  private final class Deadline implements AutoCloseable {

    private final Thread watch;

    Deadline(Duration limit, AtomicBoolean late) {
      watch = Thread.ofVirtual().start(() -> watch(limit, late));
    }

    private void watch(Duration limit, AtomicBoolean late) {
      try {
        Thread.sleep(limit);
      } catch (InterruptedException _) {
        return;
      }
      late.set(true);
      process.destroyForcibly();
    }

    @Override
    public void close() {
      watch.interrupt();
    }
  }
}
