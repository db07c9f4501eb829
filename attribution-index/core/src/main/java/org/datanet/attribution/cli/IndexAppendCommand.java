package org.datanet.attribution.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Adds records to an index.
@Command(
    name = "append",
    description =
        "Adds the records of a corpus to an index; they are visible together at the end."
            + " Accounts and ids as with build; records without acceptedAt are accepted after all that the"
            + " index holds.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class IndexAppendCommand implements Callable<Integer> {

  @Mixin private IndexFolder index;
  @Mixin private IndexAddition addition;
  @Mixin private ResultOutput output;

  @Parameters(index = "1", paramLabel = "SOURCE", description = IndexAddition.SOURCE)
  private Path source;

  @Override
  public Integer call() throws IOException {
    return addition.append(index, source, output);
  }
}
