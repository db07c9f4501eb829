package org.datanet.attribution.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Builds a new index.
@Command(
    name = "build",
    description =
        "Builds a new index of a corpus; nothing is visible before the end."
            + " A contributor is an account (0x and 40 hex digits) or a name, whose account is the last 20"
            + " bytes of the Keccak-256 of its UTF-8; names are kept in INDEX/contributors.tsv for display."
            + " A record without id gets a UUID version 8 from the SHA-256 of its file and row; one without"
            + " acceptedAt is accepted a second after the record before it, the first of an index at"
            + " 2000-01-01T00:00:00Z.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class IndexBuildCommand implements Callable<Integer> {

  @Mixin private IndexFolder index;
  @Mixin private IndexAddition addition;
  @Mixin private ResultOutput output;

  @Parameters(index = "1", paramLabel = "SOURCE", description = IndexAddition.SOURCE)
  private Path source;

  @Override
  public Integer call() throws IOException {
    return addition.build(index, source, output);
  }
}
