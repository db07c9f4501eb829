package org.datanet.attribution.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.datanet.attribution.index.AttributionIndex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// Runs the tools in a process that may not write files beyond a size, so that writing fails as on
/// a full disk, at every kind of file of an index.
@EnabledOnOs(OS.LINUX)
class DiskFullTest {

  @TempDir Path folder;

  private record Ended(int status, String errors) {}

  /// @param blocks of 512 bytes a file may have
  private Ended run(int blocks, String... arguments) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                "sh",
                "-c",
                "ulimit -f " + blocks + "; exec \"$@\"",
                "sh",
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-cp",
                System.getProperty("java.class.path"),
                IndexCommand.class.getName()));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    String errors = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), errors);
  }

  private Path corpus(String name, int records, int words) throws IOException {
    Random random = new Random(records);
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < records; i++) {
      lines.append("{\"contributor\":\"ann\",\"text\":\"");
      for (int w = 0; w < words; w++) {
        lines.append("word").append(random.nextInt(20_000)).append(' ');
      }
      lines.append("\"}\n");
    }
    return Files.writeString(folder.resolve(name), lines);
  }

  @Test
  void aFullDiskPublishesNothingAndLeavesNothing() throws Exception {
    Path index = folder.resolve("index");
    Path corpus = corpus("big.jsonl", 100, 1000);
    assertRefused(run(200, "build", index.toString(), corpus.toString()));
    assertThat(AttributionIndex.isPublished(index)).isFalse();
    assertThat(files(index)).containsExactly("write.lock");
    assertThat(run(100_000, "build", index.toString(), corpus.toString()).status()).isZero();
  }

  @Test
  void anEarlierGenerationSurvivesAFullDisk() throws Exception {
    Path index = folder.resolve("index");
    run(100_000, "build", index.toString(), corpus("small.jsonl", 20, 100).toString());
    run(100_000, "append", index.toString(), corpus("more.jsonl", 30, 100).toString());
    List<String> before = files(index);
    Path big = corpus("big.jsonl", 100, 1000);
    assertRefused(
        run(200, "append", index.toString(), big.toString(), "--segment-characters=300000"));
    assertRefused(run(24, "compact", index.toString(), "--segments=1"));
    assertThat(files(index)).isEqualTo(before);
    AttributionIndex.verify(index);
    try (AttributionIndex open = AttributionIndex.open(index)) {
      assertThat(open.generation()).isEqualTo(2);
      assertThat(open.recordCount()).isEqualTo(50);
    }
  }

  @Test
  void aManifestThatCannotBeWrittenTakesItsSegmentsWithIt() throws Exception {
    Path index = folder.resolve("index");
    Path corpus = corpus("many.jsonl", 60, 3); // the manifest is larger than any other file
    assertRefused(run(14, "build", index.toString(), corpus.toString(), "--segment-characters=1"));
    assertThat(files(index)).containsExactly("write.lock");
    assertThat(
            run(40, "build", index.toString(), corpus.toString(), "--segment-characters=1")
                .status())
        .isZero();
    assertThat(Files.size(index.resolve("manifest.json"))).isBetween(14 * 512L, 40 * 512L);
  }

  private static void assertRefused(Ended ended) {
    assertThat(ended.errors().lines().toList().getLast())
        .contains("File too large", "not published", "free disk space");
    assertThat(ended.status()).isEqualTo(1);
  }

  private static List<String> files(Path index) throws IOException {
    try (Stream<Path> files = Files.list(index)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
