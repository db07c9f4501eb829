package org.datanet.attribution.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.datanet.devstack.measure.Measures;

/// Measures infini-gram over the same corpus in the same run, by the program beside the corpora.
///
/// @param python with the packages infini-gram and numpy
/// @param work where its index goes
record InfiniGram(String python, Path corpus, Path work) {

  private static final String PROGRAM = "attribution-index/corpora/peer_infinigram.py";

  /// Adds its measures, their names after `infini_gram_`.
  void measure(Measures measures) throws IOException, InterruptedException {
    Path out = Files.createDirectories(work).resolve("measures.json");
    Path program = Path.of(System.getProperty("datanet.root", "."), PROGRAM);
    List<String> command =
        List.of(
            python,
            program.toString(),
            "--corpus",
            corpus.toString(),
            "--work",
            work.toString(),
            "--tokens",
            "words",
            "--out",
            out.toString());
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    if (process.waitFor() != 0) {
      throw new IOException("infini-gram could not be measured, exit code " + process.exitValue());
    }
    for (JsonNode row : new JsonMapper().readTree(out.toFile())) {
      measures.add(
          "infini_gram_" + row.path("metric").asText(),
          row.path("value").asDouble(),
          row.path("unit").asText(),
          row.path("n").asInt(),
          row.path("threads").asInt());
    }
  }
}
