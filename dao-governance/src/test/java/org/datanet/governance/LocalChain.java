package org.datanet.governance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// anvil in optimism mode with a block per second, on a free port and a state file of its own.
public final class LocalChain {

  private static final Path ANVIL =
      Path.of(
          System.getenv()
              .getOrDefault(
                  "ANVIL", "../contracts/node_modules/@foundry-rs/anvil-linux-amd64/bin/anvil"));

  private static @Nullable LocalChain shared;

  private final int port;
  private final Path state;
  private @Nullable Process process;

  private LocalChain() throws IOException {
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    state = Files.createTempDirectory("chain").resolve("state.json");
  }

  /// Whether the node is there; `npm ci --ignore-scripts` in `contracts` brings it.
  public static boolean installed() {
    boolean installed = Files.isExecutable(ANVIL);
    if (!installed) {
      System.err.println(
          "skipped: run `npm ci --ignore-scripts` in contracts to get anvil, or set ANVIL");
    }
    return installed;
  }

  public static synchronized LocalChain shared() {
    LocalChain chain = shared;
    if (chain == null) {
      try {
        chain = new LocalChain();
        chain.start();
        Runtime.getRuntime().addShutdownHook(new Thread(chain::kill));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      shared = chain;
    }
    return chain;
  }

  public String url() {
    return "http://127.0.0.1:" + port;
  }

  /// Copies the state as the node last wrote it.
  public Path copyState() throws IOException, InterruptedException {
    Thread.sleep(2500); // the node writes it every second
    Path copy = Files.createTempFile("chain", ".json");
    return Files.copy(state, copy, StandardCopyOption.REPLACE_EXISTING);
  }

  /// Ends the node as a power cut would, and starts it with an older state.
  public void killAndStartFrom(Path older) throws IOException {
    kill();
    Files.copy(older, state, StandardCopyOption.REPLACE_EXISTING);
    start();
  }

  void kill() {
    if (process != null) {
      process.destroyForcibly().onExit().join();
    }
  }

  private void start() throws IOException {
    List<String> command =
        List.of(
            ANVIL.toString(),
            "--network",
            "optimism",
            "--chain-id",
            "901",
            "--host",
            "127.0.0.1",
            "--port",
            Integer.toString(port),
            "--block-time",
            "1",
            "--state",
            state.toString(),
            "--state-interval",
            "1",
            "--quiet");
    process = new ProcessBuilder(command).inheritIO().start();
    awaitPort(process);
  }

  private void awaitPort(Process started) throws IOException {
    while (true) {
      try (Socket socket = new Socket("127.0.0.1", port)) {
        return;
      } catch (IOException e) {
        if (!started.isAlive()) {
          throw new IOException("anvil ended with " + started.exitValue(), e);
        }
      }
      try {
        TimeUnit.MILLISECONDS.sleep(50);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException(e);
      }
    }
  }
}
