package org.datanet.devstack;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.datanet.devstack.stack.Trees;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `reset`: stops the stack and deletes its data; downloads stay.
@Command(
    name = "reset",
    description = "Stop and delete all data of the stack (downloads stay).",
    mixinStandardHelpOptions = true)
final class ResetCommand implements Callable<Integer> {
  private static final List<String> KEPT = List.of("tools", "build");

  @Option(names = "--yes", description = "Do not ask.")
  private boolean yes;

  @Override
  public Integer call() throws Exception {
    Workspace workspace = Workspace.current();
    if (!yes && !confirmed(workspace.home())) {
      System.out.println("nothing was deleted");
      return 1;
    }
    new Session(workspace, System.out).stop();
    try (var entries = Files.newDirectoryStream(workspace.home())) {
      for (Path entry : entries) {
        if (!KEPT.contains(String.valueOf(entry.getFileName()))) {
          Trees.delete(entry);
        }
      }
    }
    System.out.println("deleted the data in " + workspace.home());
    return 0;
  }

  private static boolean confirmed(Path home) {
    var console = System.console();
    if (console == null) {
      System.out.println("say --yes to delete all data in " + home);
      return false;
    }
    return "yes".equals(console.readLine("Delete all data in %s? Type yes: ", home));
  }
}
