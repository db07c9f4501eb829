package org.datanet.attribution.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.datanet.attribution.index.AttributionIndex;
import org.datanet.attribution.receipt.Evidence;
import org.datanet.attribution.receipt.ReceiptVerifier;
import org.datanet.attribution.receipt.Verification;
import org.datanet.kernel.Address;
import org.datanet.kernel.DatasetVersionId;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Checks receipt files and prints every check as JSON; exit status 1 when one fails.
@Command(
    name = "verify",
    description =
        "Checks form, hash, signature and payments of receipts; with answer and indexes, the shares.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class VerifyCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Signed receipts (JSON).")
  private List<Path> files;

  @Option(names = "--signer", paramLabel = "ADDRESS", description = "The attestor's account.")
  private @Nullable String signer;

  @Option(names = "--answer", paramLabel = "FILE", description = "The answer's text, UTF-8.")
  private @Nullable Path answer;

  @Option(
      names = "--index",
      paramLabel = "VERSION=FOLDER",
      description = "Index of a dataset version; may be repeated.")
  private Map<String, Path> indexes = new HashMap<>();

  /// The checks of one file.
  record FileResult(String file, boolean valid, List<Verification.Check> checks) {}

  @Override
  public Integer call() throws IOException {
    Map<DatasetVersionId, AttributionIndex> open = new HashMap<>();
    try {
      for (Map.Entry<String, Path> entry : indexes.entrySet()) {
        AttributionIndex.verify(entry.getValue());
        open.put(DatasetVersionId.of(entry.getKey()), AttributionIndex.open(entry.getValue()));
      }
      return verifyAll(open);
    } finally {
      open.values().forEach(AttributionIndex::close);
    }
  }

  private int verifyAll(Map<DatasetVersionId, AttributionIndex> open) throws IOException {
    Evidence evidence =
        new Evidence(
            Optional.ofNullable(signer).map(Address::of),
            answer == null ? Optional.empty() : Optional.of(Files.readString(answer)),
            open);
    List<FileResult> results = new ArrayList<>();
    for (Path file : files) {
      Verification verification = ReceiptVerifier.verify(Files.readAllBytes(file), evidence);
      results.add(new FileResult(file.toString(), verification.valid(), verification.checks()));
    }
    Output.print(spec.commandLine().getOut(), results);
    return results.stream().allMatch(FileResult::valid) ? 0 : 1;
  }
}
