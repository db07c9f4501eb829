package org.datanet.devstack.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.datanet.devstack.Workspace;
import org.datanet.devstack.process.Command;
import org.datanet.devstack.stack.Steps;
import org.datanet.devstack.stack.Trees;

/// The Maven that `./datanet` found, run with the JDK this launcher runs on.
public final class Maven {
  /// The plugin that copies artifacts and tells class paths.
  public static final String DEPENDENCY_PLUGIN =
      "org.apache.maven.plugins:maven-dependency-plugin:3.8.1";

  private final Workspace workspace;

  public Maven(Workspace workspace) {
    this.workspace = workspace;
  }

  /// Runs Maven in the root folder, handing over each line it prints; returns its exit code.
  public int run(List<String> arguments, Consumer<String> line) throws IOException {
    Map<String, String> environment = Map.of("JAVA_HOME", System.getProperty("java.home"));
    return Command.run(command(arguments), workspace.root(), environment, line);
  }

  /// The command line for these arguments.
  public List<String> command(List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("datanet.mvn", "mvn"));
    command.add("-B");
    command.addAll(arguments);
    return command;
  }

  /// Brings one artifact (group:name:version:type) from the configured repositories to `target`.
  public void fetch(String artifact, Path target, Steps steps) throws IOException {
    steps.say("downloading " + artifact);
    Path folder = target.resolveSibling(target.getFileName() + ".new");
    Trees.delete(folder);
    StringBuilder output = new StringBuilder();
    int code =
        run(
            List.of(
                DEPENDENCY_PLUGIN + ":copy",
                "-N",
                "-Dartifact=" + artifact,
                "-Dmdep.useBaseVersion=true",
                "-DoutputDirectory=" + folder),
            line -> output.append(line).append('\n'));
    Path fetched = folder.resolve(String.valueOf(target.getFileName()));
    if (code != 0 || !Files.exists(fetched)) {
      throw new IOException("Maven could not fetch " + artifact + ":\n" + output);
    }
    Files.move(fetched, target, StandardCopyOption.ATOMIC_MOVE);
    Trees.delete(folder);
  }
}
