package org.datanet.curation.parser;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;

/// The child process: reads requests until its input ends. It ends at once when its parent does.
public final class ParserMain {

  private static final ObjectMapper JSON = new ObjectMapper();

  private ParserMain() {}

  public static void main(String[] arguments) throws IOException {
    ProcessHandle.current()
        .parent()
        .ifPresent(parent -> parent.onExit().thenRun(() -> Runtime.getRuntime().halt(0)));
    PrintStream standardOutput = System.out;
    System.setOut(System.err);
    serve(new DataInputStream(System.in), new DataOutputStream(standardOutput));
  }

  private static void serve(DataInputStream requests, DataOutputStream answers) throws IOException {
    TikaText tika = new TikaText();
    answers.writeUTF("ready");
    answers.flush();
    while (true) {
      String type;
      try {
        type = requests.readUTF();
      } catch (EOFException _) {
        return;
      }
      byte[] answer = JSON.writeValueAsBytes(tika.read(type, Path.of(requests.readUTF())));
      answers.writeInt(answer.length);
      answers.write(answer);
      answers.flush();
    }
  }
}
