package org.datanet.attribution.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/// `receipt verify FILE...` and `receipt settle FILE...`.
@Command(
    name = "receipt",
    description = "Checks receipts and settlements without the platform.",
    mixinStandardHelpOptions = true,
    subcommands = {VerifyCommand.class, SettleCommand.class})
public final class ReceiptCommand {

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new ReceiptCommand()).execute(arguments));
  }
}
