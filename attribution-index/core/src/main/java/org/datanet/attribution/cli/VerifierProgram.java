package org.datanet.attribution.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The program of the small jar: `java -jar datanet-verify.jar receipt verify FILE...`.
@Command(
    name = "datanet-verify",
    description = "Checks what Datanet claims; needs a JDK and no platform account.",
    mixinStandardHelpOptions = true,
    subcommands = ReceiptCommand.class)
public final class VerifierProgram {

  public static void main(String[] arguments) {
    System.exit(ReceiptCommand.ready(new CommandLine(new VerifierProgram())).execute(arguments));
  }
}
