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
import org.datanet.attribution.receipt.Audit;
import org.datanet.attribution.receipt.AuditReport;
import org.datanet.attribution.receipt.EpochBundle;
import org.datanet.attribution.receipt.EpochVerifier;
import org.datanet.attribution.receipt.Evidence;
import org.datanet.attribution.receipt.ReceiptVerifier;
import org.datanet.attribution.receipt.Sample;
import org.datanet.attribution.receipt.SignedReceipt;
import org.datanet.attribution.receipt.Verification;
import org.datanet.attribution.receipt.Verification.Check;
import org.datanet.kernel.Hash;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Checks receipt files, all of them or a random sample of an epoch.
@Command(
    name = "verify",
    description =
        "Checks form, hash, signature and payments of receipts; given more, shares, epoch and L2.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class VerifyCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private final EvidenceOptions options = new EvidenceOptions();

  @Parameters(
      arity = "0..*",
      paramLabel = "FILE",
      description = "Signed receipts (JSON), or folders of them.")
  private List<Path> files = new ArrayList<>();

  @Option(
      names = "--sample",
      paramLabel = "N",
      description = "Audits N receipts of the epoch, drawn by the block's hash.")
  private @Nullable Integer sample;

  @Option(
      names = "--block",
      paramLabel = "HASH",
      description = "A block that nobody knew when the epoch was posted.")
  private @Nullable Hash block;

  @Option(names = "--report", paramLabel = "FILE", description = "Writes the audit's report here.")
  private @Nullable Path report;

  @Option(names = "--json", description = "Prints JSON.")
  private boolean json;

  /// What was checked: the epoch, when one was given, and each file.
  record Result(boolean valid, List<Check> epoch, List<FileResult> receipts) {}

  /// The checks of one file.
  record FileResult(String file, boolean valid, List<Check> checks) {}

  @Override
  public Integer call() throws IOException {
    try (options) {
      Evidence evidence = options.evidence();
      if (sample != null || block != null) {
        return audit(evidence);
      }
      if (files.isEmpty()) {
        throw new ParameterException(spec.commandLine(), "name at least one receipt file");
      }
      return verify(evidence);
    }
  }

  private int verify(Evidence evidence) {
    List<Check> epoch =
        evidence
            .epoch()
            .map(proof -> EpochVerifier.verify(proof, evidence.chain()).checks())
            .orElse(List.of());
    List<FileResult> results = new ArrayList<>();
    for (Path file : EvidenceFiles.list(files)) {
      Verification verification = ReceiptVerifier.verify(EvidenceFiles.bytes(file), evidence);
      results.add(new FileResult(file.toString(), verification.valid(), verification.checks()));
    }
    boolean valid = new Verification(epoch).valid() && results.stream().allMatch(FileResult::valid);
    Result result = new Result(valid, epoch, results);
    Output output = new Output(spec.commandLine().getOut());
    if (json) {
      output.json(result);
    } else {
      output.sheet(result);
    }
    return valid ? 0 : 1;
  }

  private int audit(Evidence evidence) throws IOException {
    if (sample == null || sample < 1 || block == null) {
      throw new ParameterException(
          spec.commandLine(), "an audit needs --sample N (at least 1) and --block HASH");
    }
    if (!(evidence.epoch().orElse(null) instanceof EpochBundle epoch)) {
      throw new ParameterException(
          spec.commandLine(),
          "an audit needs the whole epoch: --epoch FILE from GET /api/epochs/NUMBER");
    }
    Sample drawn = Sample.draw(epoch.receipts(), block, sample);
    AuditReport found = Audit.run(epoch, drawn, byHash(), evidence);
    if (report != null) {
      Files.write(report, found.canonicalJson());
    }
    Output output = new Output(spec.commandLine().getOut());
    if (json) {
      output.json(found);
    } else {
      output.sheet(found);
    }
    return found.passed() ? 0 : 1;
  }

  /// Receipt files by the hash they give themselves; other files have none and are left out.
  private Map<Hash, byte[]> byHash() {
    Map<Hash, byte[]> receipts = new HashMap<>();
    for (Path file : EvidenceFiles.list(files)) {
      byte[] bytes = EvidenceFiles.bytes(file);
      hashIn(bytes).ifPresent(hash -> receipts.put(hash, bytes));
    }
    return receipts;
  }

  private static Optional<Hash> hashIn(byte[] file) {
    try {
      return Optional.of(SignedReceipt.read(file).receiptHash());
    } catch (IOException notAReceipt) {
      return Optional.empty();
    }
  }
}
