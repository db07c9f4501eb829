package org.datanet.attribution.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.datanet.attribution.cli.ResultOutput.Row;
import org.datanet.attribution.index.AttributionIndex;
import org.datanet.kernel.Hash;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Checks every byte of an index.
@Command(
    name = "verify",
    description = "Checks every byte of an index against its checksums; names what is damaged.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class IndexVerifyCommand implements Callable<Integer> {

  @Mixin private IndexFolder index;
  @Mixin private ResultOutput output;

  /// What was checked.
  record Verified(boolean valid, long generation, Hash digest) {}

  @Override
  public Integer call() {
    AttributionIndex.verify(index.path());
    try (AttributionIndex open = index.open()) {
      output.print(
          new Verified(true, open.generation(), open.digest()),
          List.of(
              new Row("valid", "every byte"),
              new Row("generation", open.generation()),
              new Row("digest", open.digest())));
    }
    return 0;
  }
}
