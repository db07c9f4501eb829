package org.datanet.attribution.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.datanet.attribution.cli.ResultOutput.Row;
import org.datanet.attribution.index.AttributionIndex;
import org.datanet.attribution.index.IndexWriter;
import org.datanet.kernel.Hash;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Joins segments.
@Command(
    name = "compact",
    description = "Joins the smallest neighbouring segments; queries go on meanwhile.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class IndexCompactCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private IndexFolder index;
  @Mixin private ResultOutput output;

  @Option(
      names = "--segments",
      paramLabel = "N",
      description = "How many segments may be left, from 1 (default: ${DEFAULT-VALUE}).")
  private int segments = IndexWriter.MAX_SEGMENTS;

  /// What is left.
  record Compacted(int segments, long generation, Hash digest) {}

  @Override
  public Integer call() {
    if (segments < 1) {
      throw new ParameterException(
          spec.commandLine(), "--segments is at least 1, got: " + segments);
    }
    try (IndexWriter writer = index.openWriter();
        IndexProgress progress = new IndexProgress(spec.commandLine().getErr(), null)) {
      writer.compact(segments, progress);
    }
    try (AttributionIndex open = index.open()) {
      Compacted left = new Compacted(open.segmentCount(), open.generation(), open.digest());
      output.print(
          left,
          List.of(
              new Row("segments", left.segments()),
              new Row("generation", left.generation()),
              new Row("digest", left.digest())));
    }
    return 0;
  }
}
