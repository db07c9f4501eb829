package org.datanet.attribution.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import org.datanet.kernel.ProblemException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParseResult;

/// `index build|append|erase|compact|verify|stat|count|find|attribute`: an index by hand. Exit
/// status 0 when done, 1 with a problem on the error output, 2 when the command line is not
/// understood.
@Command(
    name = "index",
    description = "Builds, changes, checks and asks the attribution index of a folder.",
    mixinStandardHelpOptions = true,
    subcommands = {
      IndexBuildCommand.class,
      IndexAppendCommand.class,
      IndexEraseCommand.class,
      IndexCompactCommand.class,
      IndexVerifyCommand.class,
      IndexStatCommand.class,
      IndexCountCommand.class,
      IndexFindCommand.class,
      IndexAttributeCommand.class
    })
public final class IndexCommand {

  private IndexCommand() {}

  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  /// The command with its handling of problems.
  public static CommandLine commandLine() {
    CommandLine line = new CommandLine(new IndexCommand());
    line.setExecutionExceptionHandler((failure, command, parsed) -> {
      command.getErr().println(explain(failure));
      command.getErr().flush();
      return 1;
    });
    line.setExecutionStrategy(IndexCommand::runWithinHeap);
    return line;
  }

  private static int runWithinHeap(ParseResult parsed) {
    try {
      return new CommandLine.RunLast().execute(parsed);
    } catch (OutOfMemoryError e) {
      PrintWriter err = parsed.commandSpec().commandLine().getErr();
      err.println(
          "The heap of "
              + (Runtime.getRuntime().maxMemory() >> 20)
              + " MiB is too small; nothing was published. Give Java more (-Xmx), or build with fewer"
              + " --threads and smaller --segment-characters");
      err.flush();
      return 1;
    }
  }

  private static String explain(Exception failure) {
    return switch (failure) {
      case ProblemException e -> e.problem().slug() + ": " + e.detail();
      case UncheckedIOException e -> failed(String.valueOf(e.getMessage()));
      case IOException e -> failed(e.toString());
      default -> {
        StringWriter trace = new StringWriter(); // a bug
        failure.printStackTrace(new PrintWriter(trace));
        yield trace.toString();
      }
    };
  }

  private static String failed(String reason) {
    return reason
        + ": the change was not published and its files are removed; free disk space (an index takes"
        + " about 1.5 times the bytes of its texts) or choose another disk, then run the same command"
        + " again";
  }
}
