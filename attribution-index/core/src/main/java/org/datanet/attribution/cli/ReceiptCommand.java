package org.datanet.attribution.cli;

import org.datanet.kernel.Address;
import org.datanet.kernel.DatasetVersionId;
import org.datanet.kernel.Hash;
import org.datanet.kernel.ProblemException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// `receipt verify FILE...` and `receipt settle FILE...`. Exit status 0 when everything fits, 1
/// when something does not, 2 when it could not be checked: the line on the standard error says
/// why.
@Command(
    name = "receipt",
    description = "Checks receipts and settlements without the platform.",
    mixinStandardHelpOptions = true,
    subcommands = {VerifyCommand.class, SettleCommand.class})
public final class ReceiptCommand {

  private static final int NOT_CHECKED = 2;

  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  /// The command, ready to be executed.
  public static CommandLine commandLine() {
    return ready(new CommandLine(new ReceiptCommand()));
  }

  /// Teaches a command line that holds this command its types and errors.
  static CommandLine ready(CommandLine line) {
    return line.registerConverter(Address.class, Address::of)
        .registerConverter(Hash.class, Hash::of)
        .registerConverter(DatasetVersionId.class, DatasetVersionId::of)
        .setExecutionExceptionHandler((failure, command, parsed) -> {
          if (failure instanceof ProblemException problem) {
            command.getErr().println(problem.detail());
          } else {
            failure.printStackTrace(command.getErr());
          }
          command.getErr().flush();
          return NOT_CHECKED;
        });
  }
}
