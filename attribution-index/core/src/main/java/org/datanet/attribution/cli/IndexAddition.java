package org.datanet.attribution.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.datanet.attribution.AttributionProblem;
import org.datanet.attribution.cli.ResultOutput.Row;
import org.datanet.attribution.corpus.ContributorNames;
import org.datanet.attribution.corpus.CorpusSource;
import org.datanet.attribution.index.AttributionIndex;
import org.datanet.attribution.index.BuildSettings;
import org.datanet.attribution.index.IndexWriter;
import org.datanet.kernel.Hash;
import org.datanet.kernel.ProblemException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Adds the records of a source to an index; what `build` and `append` have in common.
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class IndexAddition {

  /// What a source can be.
  static final String SOURCE =
      "A folder (one text file a record; the first folder level names the contributor),"
          + " NAME.jsonl (a line {\"id\"?, \"contributor\", \"text\", \"acceptedAt\"?}), or NAME.tsv"
          + " (rows offset, length, contributor into NAME.bin beside it). All UTF-8.";

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Segments built at the same time, 1 to 64; the index does not depend on it.")
  private int threads = BuildSettings.defaults().threads();

  @Option(
      names = "--segment-characters",
      paramLabel = "N",
      description =
          "Characters of a segment, 1 to 2^30 (default: 2^28). A segment being built takes"
              + " about 2.5 bytes of heap a character, and more when its records are tiny.")
  private int segmentCharacters = BuildSettings.defaults().segmentCharacters();

  /// What was added.
  record Added(
      Hash digest, long generation, long addedRecords, int segments, int records, long words) {}

  /// Builds a new index.
  int build(IndexFolder index, Path source, ResultOutput output) throws IOException {
    if (AttributionIndex.isPublished(index.path())) {
      throw new ProblemException(
          AttributionProblem.INDEX_EXISTS,
          index.path() + " already holds an index; add to it with append, or delete the folder");
    }
    try (CorpusSource records = CorpusSource.open(source, CorpusSource.FIRST_ACCEPTED)) {
      try (IndexWriter writer = IndexWriter.open(index.path())) {
        add(writer, records, index.path());
      }
      return print(index, output, 0);
    }
  }

  /// Adds to an index.
  int append(IndexFolder index, Path source, ResultOutput output) throws IOException {
    try (IndexWriter writer = index.openWriter();
        AttributionIndex before = index.open();
        CorpusSource records = CorpusSource.open(source, afterLatest(before))) {
      add(writer, records, index.path());
      return print(index, output, before.recordCount());
    }
  }

  /// A second after all records of the index, so that what is appended never becomes the source of
  /// what was there.
  private static Instant afterLatest(AttributionIndex index) {
    return IntStream.range(0, index.recordCount())
        .mapToObj(index::acceptedAt)
        .max(Instant::compareTo)
        .map(latest -> latest.plusSeconds(1))
        .orElse(CorpusSource.FIRST_ACCEPTED);
  }

  private void add(IndexWriter writer, CorpusSource records, Path index) throws IOException {
    try (IndexProgress progress = new IndexProgress(spec.commandLine().getErr(), records)) {
      writer.append(records, settings(), progress);
    }
    ContributorNames names = ContributorNames.read(index);
    names.addAll(records.names());
    names.write(index);
  }

  private BuildSettings settings() {
    try {
      return new BuildSettings(threads, segmentCharacters);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()));
    }
  }

  private static int print(IndexFolder index, ResultOutput output, int before) {
    try (AttributionIndex open = index.open()) {
      Added added =
          new Added(
              open.digest(),
              open.generation(),
              open.recordCount() - before,
              open.segmentCount(),
              open.recordCount(),
              open.wordCount());
      output.print(
          added,
          List.of(
              new Row("added records", added.addedRecords()),
              new Row("records", added.records()),
              new Row("words", added.words()),
              new Row("segments", added.segments()),
              new Row("generation", added.generation()),
              new Row("digest", added.digest())));
      return 0;
    }
  }
}
