package org.datanet.attribution.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.datanet.attribution.cli.ResultOutput.Row;
import org.datanet.attribution.corpus.CorpusSource;
import org.datanet.attribution.index.AttributionIndex;
import org.datanet.attribution.index.IndexStatistics;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Says what an index holds and what its bytes are spent on.
@Command(
    name = "stat",
    description = "Says what an index holds and what its bytes are spent on.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class IndexStatCommand implements Callable<Integer> {

  @Mixin private IndexFolder index;
  @Mixin private ResultOutput output;

  @Option(
      names = "--corpus",
      paramLabel = "SOURCE",
      description = "What the index was built from, to tell bytes per corpus byte.")
  private @Nullable Path corpus;

  /// @param bytesPerCorpusByte null when the corpus was not given
  record Stat(IndexStatistics index, double bytesPerWord, @Nullable Double bytesPerCorpusByte) {}

  @Override
  public Integer call() throws IOException {
    try (AttributionIndex open = index.open()) {
      IndexStatistics all = IndexStatistics.of(open);
      Stat stat =
          new Stat(
              all, (double) all.bytes() / Math.max(1, all.words()), perCorpusByte(all.bytes()));
      output.print(stat, rows(stat));
    }
    return 0;
  }

  private @Nullable Double perCorpusByte(long bytes) throws IOException {
    if (corpus == null) {
      return null;
    }
    try (CorpusSource source = CorpusSource.open(corpus, CorpusSource.FIRST_ACCEPTED)) {
      return (double) bytes / Math.max(1, source.bytes());
    }
  }

  private static List<Row> rows(Stat stat) {
    IndexStatistics all = stat.index();
    List<Row> rows = new ArrayList<>();
    rows.add(new Row("generation", all.generation()));
    rows.add(new Row("digest", all.digest()));
    rows.add(new Row("segments", all.segments()));
    rows.add(new Row("records", all.records()));
    rows.add(new Row("erased, not yet purged", all.erased()));
    rows.add(new Row("contributors", all.contributors()));
    rows.add(new Row("clusters of near duplicates", all.clusters()));
    rows.add(new Row("words", all.words()));
    rows.add(new Row("words without copies", all.distinctWords()));
    rows.add(new Row("bytes", all.bytes()));
    rows.add(new Row("bytes per word", decimal(stat.bytesPerWord())));
    if (stat.bytesPerCorpusByte() != null) {
      rows.add(new Row("bytes per corpus byte", decimal(stat.bytesPerCorpusByte())));
    }
    all.sections().stream()
        .filter(section -> section.bytes() > 0)
        .forEach(section -> rows.add(new Row("  " + section.section(), section.bytes())));
    return rows;
  }

  private static String decimal(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }
}
