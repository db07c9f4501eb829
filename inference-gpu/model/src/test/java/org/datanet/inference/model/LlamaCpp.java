package org.datanet.inference.model;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// llama.cpp's `llama-batched-bench` over the bench's model as Q8_0: milliseconds of a token of one
/// stream. Its server never steps rows of different adapters together, so n rows with n adapters
/// take it n times one row with one adapter (changing adapters not counted).
///
/// @param tools folder of `llama-batched-bench` and its libraries
/// @param folder with `model.gguf` and `adapter.gguf`
record LlamaCpp(Path tools, Path folder, int threads) {

  private static final int CONTEXT = 64;

  /// Milliseconds of a token after 64 tokens of context.
  double token(boolean adapter, int tokens) throws IOException {
    List<String> command =
        new ArrayList<>(List.of(tools.resolve("llama-batched-bench").toString(), "-m"));
    command.add(folder.resolve("model.gguf").toString());
    command.addAll(List.of("-c", "512", "-npp", "" + CONTEXT, "-ntg", "" + tokens, "-npl", "1"));
    command.addAll(List.of("-t", "" + threads, "-tb", "" + threads, "--output-format", "jsonl"));
    if (adapter) {
      command.addAll(List.of("--lora", folder.resolve("adapter.gguf").toString()));
    }
    Path log = folder.resolve("llama.log");
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(log.toFile());
    builder.environment().put("LD_LIBRARY_PATH", tools.toString());
    Process process = builder.start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    for (String line : out.split("\n")) {
      if (line.startsWith("{")) {
        return 1000 * new JsonMapper().readTree(line).required("t_tg").asDouble() / tokens;
      }
    }
    throw new IOException(
        "llama-batched-bench gave no result (exit code %d):\n%s%s"
            .formatted(exitCode(process), out, Files.readString(log)));
  }

  private static int exitCode(Process process) throws IOException {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for llama-batched-bench");
    }
  }
}
