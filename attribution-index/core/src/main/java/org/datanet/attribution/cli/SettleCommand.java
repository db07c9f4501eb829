package org.datanet.attribution.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.datanet.attribution.receipt.Receipt;
import org.datanet.attribution.receipt.SettlementChecker;
import org.datanet.attribution.receipt.SettlementReport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Computes an epoch's roots and credits from its receipts; exit status 1 when a receipt does not
/// add up or the epoch has other roots.
@Command(
    name = "settle",
    description = "Computes credits, totals and roots of an epoch from receipts alone.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class SettleCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "Receipts of the epoch, or folders of them.")
  private List<Path> files;

  @Option(
      names = "--earlier",
      arity = "1..*",
      paramLabel = "FILE",
      description = "Receipts of earlier epochs, or folders of them.")
  private List<Path> earlier = new ArrayList<>();

  @Option(
      names = "--epoch",
      paramLabel = "FILE",
      description = "The epoch (GET /api/epochs/NUMBER), to be compared.")
  private @Nullable Path epoch;

  @Option(names = "--json", description = "Prints JSON.")
  private boolean json;

  @Override
  public Integer call() {
    SettlementReport report = SettlementChecker.check(read(earlier), read(files));
    if (epoch != null) {
      report = report.comparedWith(EvidenceFiles.bundle(epoch));
    }
    Output output = new Output(spec.commandLine().getOut());
    if (json) {
      output.json(report);
    } else {
      output.sheet(report);
    }
    return report.faults().isEmpty() ? 0 : 1;
  }

  private static List<Receipt> read(List<Path> paths) {
    return EvidenceFiles.list(paths).stream()
        .map(file -> EvidenceFiles.receipt(file).receipt())
        .toList();
  }
}
