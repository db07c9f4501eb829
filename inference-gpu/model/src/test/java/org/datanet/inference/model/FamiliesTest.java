package org.datanet.inference.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

// R32, R48: every family serves and trains as in Hugging Face and PEFT.
class FamiliesTest {

  @ParameterizedTest
  @ValueSource(strings = {"llama-bias-llama3", "qwen2-window", "qwen3-bf16-shards"})
  void servesAndTrainsAsTheReference(String family, @TempDir Path folder) throws IOException {
    copy(Path.of("src/test/resources/families", family), folder);
    Files.copy(Golden.FOLDER.resolve("tokenizer.json"), folder.resolve("tokenizer.json"));
    Golden golden = new Golden(folder);
    Checks checks = new Checks(golden, 1);
    PrecisionChecks.run(golden, Precision.BF16, 1, checks);
    PrecisionChecks.run(golden, Precision.INT8, 1, checks);
    try (LlamaEngine engine = LlamaEngine.load(folder, 1);
        DecoderChecks decoder = new DecoderChecks(engine, golden, checks)) {
      decoder.run();
      new TrainingChecks(engine, golden, checks, "").run();
    }
    assertThat(checks.allPass()).isTrue();
    assertThat(checks.passed()).isGreaterThan(55);
  }

  private static void copy(Path from, Path to) throws IOException {
    List<Path> all;
    try (var paths = Files.walk(from)) {
      all = paths.filter(Files::isRegularFile).toList();
    }
    for (Path file : all) {
      Path target = to.resolve(from.relativize(file).toString());
      Files.createDirectories(target.getParent());
      Files.copy(file, target);
    }
  }
}
