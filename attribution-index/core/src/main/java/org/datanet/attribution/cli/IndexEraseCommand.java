package org.datanet.attribution.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.datanet.attribution.cli.ResultOutput.Row;
import org.datanet.attribution.corpus.ContributorNames;
import org.datanet.attribution.index.AttributionIndex;
import org.datanet.attribution.index.IndexWriter;
import org.datanet.attribution.index.PurgeReport;
import org.datanet.kernel.Hash;
import org.datanet.kernel.RecordId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Hides records at once; with `--purge` their bytes go too.
@Command(
    name = "erase",
    description =
        "Hides records from every query at once."
            + " With --purge all records erased so far lose their bytes, and that is proved.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class IndexEraseCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private IndexFolder index;
  @Mixin private ResultOutput output;

  @Option(names = "--record", arity = "1..*", paramLabel = "ID", description = "Records to erase.")
  private List<String> ids = new ArrayList<>();

  @Option(names = "--purge", description = "Rebuild the segments that hold erased records.")
  private boolean purge;

  /// What was hidden.
  record Erased(int records, Hash digest) {}

  @Override
  public Integer call() throws IOException {
    List<RecordId> records = records();
    if (records.isEmpty() && !purge) {
      throw new ParameterException(spec.commandLine(), "Nothing to do: give --record or --purge");
    }
    try (IndexWriter writer = index.openWriter()) {
      Hash digest = records.isEmpty() ? null : writer.erase(records);
      if (purge) {
        purge(writer);
      } else if (digest != null) {
        Erased erased = new Erased(records.size(), digest);
        output.print(
            erased, List.of(new Row("erased", erased.records()), new Row("digest", digest)));
      }
    }
    return 0;
  }

  private List<RecordId> records() {
    try {
      return ids.stream().distinct().map(RecordId::of).toList();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          spec.commandLine(), "--record takes the UUID of a record: " + e.getMessage());
    }
  }

  private void purge(IndexWriter writer) throws IOException {
    PurgeReport report;
    try (IndexProgress progress = new IndexProgress(spec.commandLine().getErr(), null)) {
      report = writer.purge(progress);
    }
    ContributorNames names = ContributorNames.read(index.path());
    try (AttributionIndex open = index.open()) {
      names.retain(open.contributors());
    }
    names.write(index.path());
    output.print(
        report,
        List.of(
            new Row("purged records", report.records().size()),
            new Row("words removed", report.wordsRemoved()),
            new Row("files searched", report.filesSearched()),
            new Row("bytes searched", report.bytesSearched()),
            new Row("records compared", report.recordsCompared()),
            new Row("generation", report.generation()),
            new Row("digest", report.digest())));
  }
}
