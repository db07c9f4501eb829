package org.datanet.devstack;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.FileSystemException;
import org.datanet.devstack.stack.ComponentFailed;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// What `./datanet` hands over to: one verb per subcommand. Exit code 0 when the verb did what it
/// says, 1 when not, 2 when the command line was not understood.
@Command(
    name = "datanet",
    description = "Datanet on this machine, without Docker.",
    mixinStandardHelpOptions = true,
    subcommands = {
      UpCommand.class,
      DemoCommand.class,
      TestCommand.class,
      StopCommand.class,
      StatusCommand.class,
      ResetCommand.class,
      BenchCommand.class,
      EvalCommand.class,
      ReceiptCommand.class,
      IndexCommand.class
    })
public final class Launcher {

  private Launcher() {}

  public static void main(String[] arguments) {
    CommandLine line = new CommandLine(new Launcher());
    line.setExecutionExceptionHandler((failure, command, parsed) -> {
      command.getErr().println(explain(failure));
      command.getErr().flush();
      return 1;
    });
    System.exit(line.execute(arguments));
  }

  /// Failures people can act on have a message; anything else is a bug and shows where it is.
  private static String explain(Exception failure) {
    if (failure instanceof FileSystemException) {
      return failure.toString();
    }
    if (failure instanceof ComponentFailed || failure instanceof IOException) {
      return String.valueOf(failure.getMessage());
    }
    StringWriter trace = new StringWriter();
    failure.printStackTrace(new PrintWriter(trace));
    return trace.toString();
  }
}
