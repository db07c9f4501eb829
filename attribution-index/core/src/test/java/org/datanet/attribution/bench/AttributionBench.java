package org.datanet.attribution.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.datanet.attribution.index.AttributionIndex;
import org.datanet.attribution.index.BuildSettings;
import org.datanet.devstack.measure.Measures;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `bench attribution --corpus FILE.tsv`: builds, opens, asks, changes and erases; writes
/// `target/bench/attribution-NAME.json`, NAME being the corpus'.
@Command(name = "attribution", mixinStandardHelpOptions = true)
public final class AttributionBench implements Callable<Integer> {

  private static final int ANSWER_WORDS = 500;

  @Option(names = "--corpus", required = true, description = "FILE.tsv with FILE.bin beside it.")
  private Path corpus = Path.of("");

  @Option(names = "--libsais", description = "Shared library of libsais 2, to sort beside it.")
  private @Nullable Path libsais;

  @Option(
      names = "--infini-gram",
      paramLabel = "PYTHON",
      description = "A Python with infini-gram and numpy, to measure it in the same run.")
  private @Nullable String python;

  @Option(names = "--answers", defaultValue = "200", description = "Answers to attribute.")
  private int answers;

  private final Measures measures = new Measures();

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new AttributionBench()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    String name = corpus.getFileName().toString().replaceAll("\\.tsv$", "");
    Path folder = Files.createTempDirectory(name + "-bench");
    try {
      measure(folder);
      if (python != null) {
        new InfiniGram(python, corpus, folder.resolve("infini-gram")).measure(measures);
      }
      measures.write("bench", "attribution-" + name);
    } finally {
      delete(folder);
    }
    return 0;
  }

  private void measure(Path folder) throws IOException {
    long bytes = Files.size(Path.of(corpus.toString().replaceAll("\\.tsv$", ".bin")));
    measures.add("corpus_bytes", bytes, "B", 1, 1);
    BuildBench builds = new BuildBench(corpus, bytes, measures);
    Path one = folder.resolve("one");
    Path eight = folder.resolve("eight");
    int characters = (int) Math.min(1 << 30, bytes);
    builds.build("", one, new BuildSettings(1, characters));
    builds.build("_2t", folder.resolve("two"), new BuildSettings(2, characters / 4 + 1));
    delete(folder.resolve("two"));
    builds.build("_8_segments", eight, new BuildSettings(2, characters / 8 + 1));
    QueryBench queries = new QueryBench(measures);
    queries.open(one);
    List<String> texts;
    try (AttributionIndex index = AttributionIndex.open(one)) {
      measures.add("corpus_documents", index.recordCount(), "documents", 1, 1);
      measures.add("corpus_words", index.wordCount(), "words", 1, 1);
      queries.count(index);
      texts = new Workload(index).answers(answers, ANSWER_WORDS);
      queries.longestMatches("", index, texts);
      queries.attribute("", index, texts);
      queries.throughput(index, texts);
      builds.sort(index.segment(0), libsais);
    }
    try (AttributionIndex index = AttributionIndex.open(eight)) {
      queries.longestMatches("_8_segments", index, texts);
      queries.attribute("_8_segments", index, texts);
    }
    new ChangeBench(measures).change(one);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(file);
      }
    }
  }
}
