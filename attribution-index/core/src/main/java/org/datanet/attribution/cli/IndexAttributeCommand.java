package org.datanet.attribution.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.datanet.attribution.corpus.ContributorNames;
import org.datanet.attribution.corpus.DerivedUuid;
import org.datanet.attribution.corpus.ResponseFile;
import org.datanet.attribution.index.AttributionIndex;
import org.datanet.attribution.shares.Attribution;
import org.datanet.attribution.shares.AttributionParameters;
import org.datanet.attribution.shares.Attributor;
import org.datanet.attribution.shares.ContributorShare;
import org.datanet.attribution.shares.DatasetIndex;
import org.datanet.attribution.shares.SpanRecord;
import org.datanet.kernel.Address;
import org.datanet.kernel.DatasetVersionId;
import org.datanet.kernel.Hash;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Says whose data an answer comes from.
@Command(
    name = "attribute",
    description =
        "Says whose data an answer comes from, as JSON, with the published parameters."
            + " datasetVersionId is a UUID version 8 of the digest of the index.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class IndexAttributeCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private IndexFolder index;

  @Option(
      names = "--response",
      required = true,
      paramLabel = "FILE",
      description = "The answer, UTF-8.")
  private Path response;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Also write a page that shows the spans in the answer.")
  private @Nullable Path html;

  @Option(names = "--json", hidden = true, description = "Always so.")
  private boolean json;

  /// @param index digest of the generation that was asked
  /// @param contributors names of all accounts that occur
  record Result(
      Hash index,
      long generation,
      Attribution attribution,
      SortedMap<String, String> contributors) {}

  @Override
  public Integer call() throws IOException {
    String answer = ResponseFile.read(response);
    ContributorNames names = ContributorNames.read(index.path());
    try (AttributionIndex open = index.open()) {
      DatasetVersionId version = new DatasetVersionId(DerivedUuid.of(open.digest()));
      Attribution attribution =
          Attributor.attribute(
              List.of(new DatasetIndex(version, open)),
              List.of(),
              answer,
              AttributionParameters.defaults());
      if (html != null) {
        Files.writeString(html, new AttributionPage(answer, attribution, names).html());
      }
      new Output(spec.commandLine().getOut())
          .json(
              new Result(
                  open.digest(), open.generation(), attribution, contributors(attribution, names)));
    }
    return 0;
  }

  private static SortedMap<String, String> contributors(
      Attribution attribution, ContributorNames names) {
    SortedMap<String, String> all = new TreeMap<>();
    Stream<Address> accounts =
        Stream.concat(
            attribution.shares().stream().map(ContributorShare::contributor),
            attribution.spans().stream()
                .flatMap(span -> span.records().stream())
                .map(SpanRecord::contributor));
    accounts.forEach(account -> all.put(account.hex(), names.nameOf(account)));
    return all;
  }
}
